/**
 * Every code that a subgraph puts into `extensions.code` of a thrown error, with its meaning. What a user can get wrong
 * is part of the schema instead: see `ErrorCode`. `docs/errors.md` is generated from this table.
 */
export const SUBGRAPH_ERRORS = {
  BAD_USER_INPUT: { message: 'An argument breaks a rule that its type cannot express.' },
  UNAUTHENTICATED: { message: 'The operation needs a signed-in user.' },
  FORBIDDEN: { message: 'The caller may not do or see this.' },
  TOO_MANY_REQUESTS: {
    message: 'The field was used too often; `retryAfter` says in how many seconds to try again.',
  },
  SERVICE_UNAVAILABLE: {
    message: 'A part that the answer needs is busy or away; `retryAfter` says when to try again.',
  },
  INTERNAL_SERVER_ERROR: { message: 'Something unexpected; the log of the service has the details.' },
  IDENTITY_HEADER_INVALID: { message: 'The request reached a subgraph without coming through the router.' },
} as const satisfies Record<string, { readonly message: string }>;
