/**
 * Thrown by a handler when another attempt cannot help: the message goes to the dead-letter queue at once.
 * Any error with `retryable: false` does the same; this is the one to throw where there is none yet.
 */
export class MessageRejectedError extends Error {
  override readonly name = 'MessageRejectedError';
  readonly code = 'MESSAGE_REJECTED';
  readonly retryable = false;
}

/** Whether an error that a handler threw leaves another attempt any hope. */
export function isRetryable(error: unknown): boolean {
  return !(typeof error === 'object' && error !== null && 'retryable' in error && error.retryable === false);
}
