import { z } from 'zod';

/** An amount of money in minor units: exact, and the same in every language that reads JSON. */
export const moneyField = z.object({
  /** Minor units (cents); a safe integer. */
  cents: z.int(),
  /** ISO 4217, e.g. `USD`. */
  currencyCode: z.string().regex(/^[A-Z]{3}$/),
});

/** Money as it travels in messages. */
export type MoneyData = z.output<typeof moneyField>;
