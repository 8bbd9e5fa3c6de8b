import type { GraphQLFormattedError } from 'graphql';
import type { RouterErrorCode, UnauthenticatedReason } from './router-errors.js';
import { ROUTER_ERRORS } from './router-errors.js';

export interface ClientErrorOptions {
  /** Default: the message of the error table. It reaches the client, so it must be safe to show. */
  readonly message?: string;
  readonly reason?: UnauthenticatedReason;
  /** What stands beside the code in the error's `extensions`. */
  readonly extensions?: Readonly<Record<string, unknown>>;
  /** HTTP response headers that go with the error. */
  readonly headers?: Readonly<Record<string, string>>;
  /** What happened inside; for the log, never for the client. */
  readonly cause?: unknown;
}

/** Thrown when a request is refused before anything is executed. Message, code and status are the answer. */
export class ClientError extends Error {
  readonly status: number;
  readonly reason: UnauthenticatedReason | undefined;
  readonly extensions: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    readonly code: RouterErrorCode,
    options: ClientErrorOptions = {},
  ) {
    super(options.message ?? ROUTER_ERRORS[code].message, { cause: options.cause });
    this.name = 'ClientError';
    this.status = ROUTER_ERRORS[code].status ?? 500;
    this.reason = options.reason;
    this.extensions = options.extensions ?? {};
    this.headers = options.headers ?? {};
  }

  /** The error as it stands in the `errors` of the answer. */
  toGraphQL(): GraphQLFormattedError {
    const reason = this.reason === undefined ? {} : { reason: this.reason };
    return { message: this.message, extensions: { ...this.extensions, code: this.code, ...reason } };
  }
}
