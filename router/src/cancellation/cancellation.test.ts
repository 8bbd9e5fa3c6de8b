import { describe, expect, it } from 'vitest';
import { Cancellation } from './cancellation.js';
import { followSignal } from './follow-signal.js';
import { cancelled } from './testing/cancelled.js';

function recorder() {
  const reasons: unknown[] = [];
  return { reasons, cancel: (reason: unknown) => void reasons.push(reason) };
}

describe('Cancellation', () => {
  it('tells each listener once, with the reason, and none that was removed', () => {
    const cancellation = new Cancellation();
    const listeners = [recorder(), recorder(), recorder()] as const;
    for (const listener of listeners) cancellation.add(listener);
    cancellation.remove(listeners[1]);
    cancellation.cancel('gone');
    cancellation.cancel('again');
    expect(listeners.map(({ reasons }) => reasons)).toEqual([['gone'], [], ['gone']]);
    expect(cancellation).toMatchObject({ isCancelled: true, reason: 'gone' });
  });

  it('forgets its only listener when that is removed', () => {
    const cancellation = new Cancellation();
    const listener = recorder();
    cancellation.add(listener);
    cancellation.remove(listener);
    cancellation.cancel();
    expect(listener.reasons).toEqual([]);
  });

  it('does not call those who come too late', () => {
    const listener = recorder();
    cancelled().add(listener);
    expect(listener.reasons).toEqual([]);
  });

  it('gives a signal that is aborted with it, whether it was read before or after', () => {
    const cancellation = new Cancellation();
    const { signal } = cancellation;
    expect(signal.aborted).toBe(false);
    cancellation.cancel('gone');
    expect(signal).toMatchObject({ aborted: true, reason: 'gone' });
    expect(cancelled('before').signal).toMatchObject({ aborted: true, reason: 'before' });
  });
});

describe('followSignal', () => {
  it('cancels when the signal is aborted, also when that was before', () => {
    const controller = new AbortController();
    const { cancellation } = followSignal(controller.signal);
    expect(cancellation?.isCancelled).toBe(false);
    controller.abort('gone');
    expect(cancellation).toMatchObject({ isCancelled: true, reason: 'gone' });
    expect(followSignal(controller.signal).cancellation).toMatchObject({ isCancelled: true, reason: 'gone' });
  });

  it('hears nothing after it was stopped', () => {
    const controller = new AbortController();
    const { cancellation, stop } = followSignal(controller.signal);
    stop();
    controller.abort();
    expect(cancellation?.isCancelled).toBe(false);
  });

  it('makes nothing of no signal', () => {
    expect(followSignal(undefined).cancellation).toBeUndefined();
  });
});
