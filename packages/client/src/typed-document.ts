import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';

/** An operation as text that carries the types of its result and variables; `npm run codegen` makes them. */
export type TypedDocument<Result, Variables> = DocumentTypeDecoration<Result, Variables> & {
  toString(): string;
};

/** The result type of a typed document. */
export type ResultOf<Document> =
  Document extends DocumentTypeDecoration<infer Result, infer _> ? Result : never;

/** The variables type of a typed document. */
export type VariablesOf<Document> =
  Document extends DocumentTypeDecoration<infer _, infer Variables> ? Variables : never;
