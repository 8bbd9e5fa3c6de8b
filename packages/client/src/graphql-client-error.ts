/** One error of a GraphQL answer. */
export interface AnswerError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: { readonly code?: string; readonly [key: string]: unknown };
}

/** Thrown by `request` when an answer has errors, and by both when there was no GraphQL answer at all. */
export class GraphQLClientError extends Error {
  constructor(
    /** The HTTP status of the answer. */
    readonly status: number,
    readonly errors: readonly AnswerError[],
    /** Seconds to wait before the next try, when the server says so (`Retry-After`). */
    readonly retryAfter: number | null,
  ) {
    super(errors.map((error) => error.message).join(' ') || `HTTP status ${status}`);
    this.name = 'GraphQLClientError';
  }

  /** The code of the first error, such as `UNAUTHENTICATED`. */
  get code(): string | undefined {
    return this.errors[0]?.extensions?.code;
  }
}
