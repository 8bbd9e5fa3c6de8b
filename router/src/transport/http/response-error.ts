import type { SubrequestErrorCode } from '../subrequest-error.js';

/** Thrown when the bytes of a reply cannot be taken as one. The connection adds whose reply it was. */
export class ResponseError extends Error {
  constructor(
    readonly code: SubrequestErrorCode,
    /** The end of a sentence that begins with the subgraph's name. */
    readonly predicate: string,
    options: { readonly cause?: unknown } = {},
  ) {
    super(predicate, options);
    this.name = 'ResponseError';
  }
}

/** A reply that breaks RFC 9112. Where it ends is not certain, so nothing after it can be trusted either. */
export function notHttp(detail: string): ResponseError {
  return new ResponseError('SUBREQUEST_HTTP_ERROR', 'answered something that is not HTTP', {
    cause: new Error(detail),
  });
}

export function tooLarge(limit: number): ResponseError {
  return new ResponseError('SUBREQUEST_RESPONSE_TOO_LARGE', `answered more than ${limit} bytes`);
}
