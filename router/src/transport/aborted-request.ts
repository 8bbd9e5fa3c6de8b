import { SubrequestError } from './subrequest-error.js';

/** The error of a request whose signal was aborted; `cause` is the signal's reason. */
export function abortedRequest(subgraph: string, signal: AbortSignal | undefined): SubrequestError {
  return new SubrequestError('SUBREQUEST_FAILED', `The request to subgraph "${subgraph}" was aborted.`, {
    cause: signal?.reason,
  });
}
