import { z } from 'zod';
import { flag, wholeNumber } from './option-kinds.js';

const bucket = (who: string, { capacity, refill }: { readonly capacity: number; readonly refill: number }) =>
  z
    .strictObject({
      capacity: wholeNumber
        .pipe(z.number().int().min(1).max(1_000_000_000_000))
        .default(capacity)
        .describe(
          `Cost that ${who} can spend at once; an operation that is estimated above it never passes.`,
        ),
      refill: wholeNumber
        .pipe(z.number().int().min(1).max(1_000_000_000_000))
        .default(refill)
        .describe(`Cost per second that ${who} can spend again, up to the capacity.`),
    })
    .prefault({});

export const costBudgetOptions = z.strictObject({
  enabled: flag
    .default(false)
    .describe(
      'Whether the cost of operations is limited too: a budget, charged with the estimate and settled with the actual cost. Needs a `demandControl.mode` other than `off`.',
    ),
  tiers: z
    .strictObject({
      anonymous: bucket('clients of one address without credentials', { capacity: 10_000, refill: 100 }),
      authenticated: bucket('an account or API key', { capacity: 100_000, refill: 1_000 }),
      premium: bucket('a premium account or API key', { capacity: 500_000, refill: 5_000 }),
    })
    .prefault({}),
});

export type CostBudgetOptions = z.output<typeof costBudgetOptions>;
