import type { BatchGroup } from './batch-queue.js';
import type { WindowLimit, WindowVerdict } from './rate-limit-store.js';

/** What a store found when it counted a group of takes. */
export interface CountedWindow {
  /** Start of the window, in milliseconds since the epoch. */
  readonly start: number;
  /** Takes that were allowed in it before this group. */
  readonly usedBefore: number;
  readonly now: number;
}

/** The verdict for each take of a group: those that came first get what room there was. */
export function windowVerdicts(
  { parameters: { limit, windowMs }, items }: BatchGroup<WindowLimit, undefined>,
  { start, usedBefore, now }: CountedWindow,
): WindowVerdict[] {
  const resetAt = start + windowMs;
  const resetAfterMs = resetAt - now;
  return items.map((_, index) => {
    const allowed = usedBefore + index < limit;
    return {
      allowed,
      used: allowed ? usedBefore + index + 1 : Math.max(usedBefore, limit),
      resetAt,
      resetAfterMs,
    };
  });
}
