import { Cancellation } from './cancellation.js';

export interface FollowedSignal {
  /** `undefined` when there is no signal. */
  readonly cancellation: Cancellation | undefined;
  /** To be called when the work is done: a signal may live much longer, and would keep what it was told about. */
  readonly stop: () => void;
}

/** Makes a cancellation that a caller's signal cancels. */
export function followSignal(signal: AbortSignal | undefined): FollowedSignal {
  if (signal === undefined) return { cancellation: undefined, stop: () => undefined };
  const cancellation = new Cancellation();
  const follow = () => {
    cancellation.cancel(signal.reason);
  };
  if (signal.aborted) follow();
  else signal.addEventListener('abort', follow, { once: true });
  return {
    cancellation,
    stop: () => {
      signal.removeEventListener('abort', follow);
    },
  };
}
