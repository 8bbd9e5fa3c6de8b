import { vi } from 'vitest';

/** Waits until a check holds. Long, since other tests may have the machine; short when all is well. */
export function eventually(check: () => void | Promise<void>): Promise<void> {
  return vi.waitFor(check, { timeout: 10_000, interval: 10 });
}
