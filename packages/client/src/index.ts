export { createClient } from './create-client.js';
export type { Answer, Client, ClientOptions, VariableArguments } from './create-client.js';
export { GraphQLClientError } from './graphql-client-error.js';
export type { AnswerError } from './graphql-client-error.js';
export type { ResultOf, TypedDocument, VariablesOf } from './typed-document.js';
