/** What a {@link SendError} says beside its message. */
export interface SendErrorOptions {
  /** Whether the same message may be taken later. */
  readonly retryable: boolean;
  /** Milliseconds that whoever refused it asks to wait. Default: nothing was said. */
  readonly retryAfter?: number | undefined;
}

/**
 * Thrown by a sender that knows why a message was not taken, and whether trying again can help. Code `SEND_REFUSED` when it
 * cannot, else `SEND_FAILED`. The message is logged and shown to administrators: it holds no text, no address and no secret,
 * and neither may the replies of servers be copied into it, since they like to repeat addresses.
 */
export class SendError extends Error {
  override readonly name = 'SendError';
  readonly code: 'SEND_REFUSED' | 'SEND_FAILED';
  readonly retryable: boolean;
  readonly retryAfter: number | undefined;

  constructor(message: string, { retryable, retryAfter }: SendErrorOptions) {
    super(message);
    this.code = retryable ? 'SEND_FAILED' : 'SEND_REFUSED';
    this.retryable = retryable;
    this.retryAfter = retryAfter;
  }
}
