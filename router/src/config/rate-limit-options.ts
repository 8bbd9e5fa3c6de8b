import { z } from 'zod';
import { costBudgetOptions } from './cost-budget-options.js';
import { flag, wholeNumber } from './option-kinds.js';

const requests = (tier: string, count: number) =>
  wholeNumber
    .pipe(z.number().int().min(0).max(1_000_000_000))
    .default(count)
    .describe(`Requests per window of ${tier}.`);

const ANONYMOUS = 'requests without credentials, per client address';
const AUTHENTICATED = 'an account or API key';
const PREMIUM = 'a premium account or API key';

export const rateLimitOptions = z
  .strictObject({
    enabled: flag
      .default(false)
      .describe('Whether requests are limited. Off by default, since only you know what is much.'),
    window: wholeNumber
      .pipe(z.number().int().min(1_000).max(86_400_000))
      .default(60_000)
      .describe('Milliseconds that a window takes. Windows are aligned to the clock.'),
    tiers: z
      .strictObject({
        anonymous: requests(ANONYMOUS, 100),
        authenticated: requests(AUTHENTICATED, 1_000),
        premium: requests(PREMIUM, 5_000),
      })
      .prefault({}),
    whenUnavailable: z
      .enum(['open', 'closed'])
      .default('open')
      .describe(
        'What happens while the shared state is away: `open` counts in each process alone, `closed` refuses with 503.',
      ),
    cost: costBudgetOptions.prefault({}),
  })
  .describe('How often who may ask, and at what cost; docs/rate-limits.md says how it is counted.');

export type RateLimitOptions = z.output<typeof rateLimitOptions>;
