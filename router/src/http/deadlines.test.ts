import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Deadlines } from './deadlines.js';

describe('deadlines', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('tell each one that it is late, and none that has ended', () => {
    const deadlines = new Deadlines(1_000);
    const late: string[] = [];
    const begin = (name: string) => deadlines.begin(() => late.push(name));

    begin('first');
    vi.advanceTimersByTime(400);
    const second = begin('second');
    vi.advanceTimersByTime(400);
    begin('third');
    deadlines.end(second);

    vi.advanceTimersByTime(199);
    expect(late).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(late).toEqual(['first']);
    vi.advanceTimersByTime(799);
    expect(late).toEqual(['first']);
    vi.advanceTimersByTime(1);
    expect(late).toEqual(['first', 'third']);
  });

  it('hold for those that begin after a pause, or while another is told', () => {
    const deadlines = new Deadlines(1_000);
    const late: string[] = [];
    deadlines.end(deadlines.begin(() => late.push('ended')));
    vi.advanceTimersByTime(5_000);

    deadlines.begin(() => {
      late.push('first');
      deadlines.begin(() => late.push('second'));
    });
    vi.advanceTimersByTime(1_000);
    expect(late).toEqual(['first']);
    vi.advanceTimersByTime(1_000);
    expect(late).toEqual(['first', 'second']);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('keep the process alive only while there is one', () => {
    vi.useRealTimers();
    const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
    const before = timers();
    const deadlines = new Deadlines(60_000);
    const one = deadlines.begin(() => undefined);
    expect(timers()).toBe(before + 1);
    deadlines.end(one);
    deadlines.end(one);
    expect(timers()).toBe(before);
    const other = deadlines.begin(() => undefined);
    expect(timers()).toBe(before + 1);
    deadlines.end(other);
    expect(timers()).toBe(before);
  });
});
