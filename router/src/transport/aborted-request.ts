import { SubrequestError } from './subrequest-error.js';

/** The error of a request that nobody wants answered any more; `reason` is why. */
export function abortedRequest(subgraph: string, reason: unknown): SubrequestError {
  return new SubrequestError('SUBREQUEST_FAILED', `The request to subgraph "${subgraph}" was aborted.`, {
    cause: reason,
  });
}
