import { z } from 'zod';
import { flag, wholeNumber } from './option-kinds.js';

export const metricsOptions = z.strictObject({
  enabled: flag
    .default(false)
    .describe('Whether there are metrics for Prometheus at `/metrics`, on a port of their own.'),
  port: wholeNumber
    .pipe(z.number().int().min(0).max(65_535))
    .default(9464)
    .describe(
      'Port of the metrics; 0 for any free one. Counts at the start only, as do the others of this group.',
    ),
  host: z.string().min(1).default('127.0.0.1').describe('Address of the metrics.'),
});
