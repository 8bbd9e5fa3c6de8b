import { vi } from 'vitest';

/** Waits until a check passes, with time for a busy machine. */
export function eventually<T>(check: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(check, { timeout: 8_000, interval: 15 });
}
