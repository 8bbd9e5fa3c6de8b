import type { FieldNode, GraphQLFormattedError } from 'graphql';
import { GraphQLError } from 'graphql';
import type { RouterErrorCode } from '../errors/router-errors.js';
import { withoutSuggestions } from './without-suggestions.js';

type Errors = readonly GraphQLFormattedError[];

/** Why a document may not be executed. */
export interface DocumentRefusal {
  readonly kind: 'refused';
  readonly errors: Errors;
  /** For clients to whom the schema is not told: without suggestions of names. */
  readonly closedErrors: Errors;
  /** Characters of the messages. */
  readonly weight: number;
}

/** Messages quote the document: one of a megabyte could fill the answer with itself many times over. */
const MAX_MESSAGE_LENGTH = 1_000;
/** Places in the document that one error names. */
const MAX_LOCATIONS = 10;

/** @param introspection What clients to whom the schema is not told are told besides. */
export function refuseDocument(
  errors: readonly GraphQLError[],
  code: RouterErrorCode,
  introspection: Errors = [],
): DocumentRefusal {
  const format = (message: string, { locations }: GraphQLError): GraphQLFormattedError => ({
    message:
      message.length <= MAX_MESSAGE_LENGTH ? message : `${message.slice(0, MAX_MESSAGE_LENGTH).trimEnd()} …`,
    ...(locations === undefined ? {} : { locations: locations.slice(0, MAX_LOCATIONS) }),
    extensions: { code },
  });
  const open = errors.map((error) => format(error.message, error));
  const closed = errors.map((error) => format(withoutSuggestions(error.message), error));
  return refusal(open, [...closed, ...introspection]);
}

export interface LimitError {
  readonly code: RouterErrorCode;
  readonly message: string;
}

export function refuseByLimits(exceeded: readonly LimitError[]): DocumentRefusal {
  const errors = exceeded.map(({ code, message }) => ({ message, extensions: { code } }));
  return refusal(errors, errors);
}

function refusal(errors: Errors, closedErrors: Errors): DocumentRefusal {
  const weight = [...errors, ...closedErrors].reduce((sum, { message }) => sum + message.length, 0);
  return { kind: 'refused', errors, closedErrors, weight };
}

/** What a client to whom the schema is not told gets for each field that asks for it. */
export function introspectionErrors(fields: readonly FieldNode[]): Errors {
  return fields.map((node) => {
    const message = `Introspection is switched off: "${node.name.value}" is not answered.`;
    const { locations } = new GraphQLError(message, { nodes: node });
    const code: RouterErrorCode = 'INTROSPECTION_DISABLED';
    return { message, ...(locations === undefined ? {} : { locations }), extensions: { code } };
  });
}
