import type { RouterErrorCode } from '../errors/router-errors.js';

export type SubrequestErrorCode = Extract<RouterErrorCode, `SUBREQUEST_${string}`>;

/** Thrown when a subgraph gave no GraphQL response. The message names the subgraph and is safe to show to clients. */
export class SubrequestError extends Error {
  constructor(
    readonly code: SubrequestErrorCode,
    message: string,
    options: { readonly cause?: unknown } = {},
  ) {
    super(message, options);
    this.name = 'SubrequestError';
  }
}
