/** Stable codes of {@link MessagingError}. */
export type MessagingErrorCode =
  | 'BUS_NOT_STARTED'
  | 'BUS_CLOSED'
  | 'BUS_UNAVAILABLE'
  | 'QUEUE_UNKNOWN'
  | 'BROADCAST_TOO_LARGE'
  | 'DEAD_LETTER_NOT_FOUND';

/**
 * Thrown when the bus cannot do what it was asked.
 *
 * - `BUS_NOT_STARTED`, `BUS_CLOSED`: used before `start()` or after `close()`.
 * - `BUS_UNAVAILABLE`: the broker is away or has not taken it; the same call may succeed later.
 * - `QUEUE_UNKNOWN`: the topology has no such subscription, so nothing would ever arrive.
 * - `BROADCAST_TOO_LARGE`: the payload exceeds what the transport can fan out.
 * - `DEAD_LETTER_NOT_FOUND`: no dead letter has this id; somebody else may have redriven or discarded it.
 */
export class MessagingError extends Error {
  override readonly name = 'MessagingError';

  constructor(
    readonly code: MessagingErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
