import { z } from 'zod';

/**
 * A fault for the next requests of the provider's clients:
 *
 * - `error500`: answered 500, and nothing was done.
 * - `delay`: held for `milliseconds`, then done and answered.
 * - `reset`: done, and then the connection is cut instead of an answer.
 */
export const faultSchema = z.strictObject({
  kind: z.enum(['error500', 'delay', 'reset']),
  /** How many requests it meets. */
  count: z.int().positive().default(1),
  /** For `delay`. */
  milliseconds: z.int().nonnegative().max(600_000).default(0),
});

export type SandboxFault = z.output<typeof faultSchema>;

/** The faults that are still to come, in the order in which they were asked for. */
export interface SandboxFaults {
  add(fault: SandboxFault): void;
  /** The fault that meets the request at hand. */
  take(): Pick<SandboxFault, 'kind' | 'milliseconds'> | undefined;
  clear(): void;
}

export function createSandboxFaults(): SandboxFaults {
  let waiting: SandboxFault[] = [];
  return {
    add(fault) {
      waiting.push(fault);
    },
    take() {
      const [first, ...others] = waiting;
      if (first === undefined) return undefined;
      waiting = first.count > 1 ? [{ ...first, count: first.count - 1 }, ...others] : others;
      return first;
    },
    clear() {
      waiting = [];
    },
  };
}
