import { z } from 'zod';
import { flag, wholeNumber } from './option-kinds.js';

const cost = wholeNumber.pipe(z.number().int().min(0));

export const demandControlOptions = z.strictObject({
  mode: z
    .enum(['off', 'measure', 'enforce'])
    .default('off')
    .describe(
      'Whether the cost of operations is estimated before they are executed: `measure` only tells it, `enforce` refuses operations that cost too much or do not slice a list that must be sliced.',
    ),
  maxCost: cost
    .default(5_000)
    .describe(
      'Cost that an operation may have at most, by its estimate and, where `actual` enforces it, by its answer.',
    ),
  maxCostByTier: z
    .strictObject({
      anonymous: cost.optional().describe('For requests without credentials. Default: `maxCost`.'),
      authenticated: cost.optional().describe('For accounts of the standard tier. Default: `maxCost`.'),
      premium: cost.optional().describe('For accounts of the premium tier. Default: `maxCost`.'),
    })
    .prefault({}),
  listSize: wholeNumber
    .pipe(z.number().int().min(0))
    .default(10)
    .describe('Items that a list is assumed to have when the graph says nothing about it (`@listSize`).'),
  subgraphs: z
    .record(
      z.string(),
      z.strictObject({
        maxCost: cost.describe(
          'Cost that all requests to this subgraph may have together for one operation, by the estimate of its query plan.',
        ),
      }),
    )
    .default({})
    .describe('By subgraph name.'),
  actual: z
    .enum(['measure', 'enforce'])
    .default('measure')
    .describe(
      'What follows from the cost of the data that came: `measure` only tells it, `enforce` gives an error in place of the answer of a query (never of a mutation) that cost too much. Enforced only where `mode` enforces.',
    ),
  exposeHeaders: flag
    .default(false)
    .describe('Whether answers have the headers `x-cost-estimated` and `x-cost-actual`.'),
  exposeInExtensions: flag
    .default(false)
    .describe(
      'Whether clients that send `"extensions": { "cost": true }` are told in `extensions.cost` what their operation cost.',
    ),
});

export type DemandControlConfig = z.output<typeof demandControlOptions>;

export const planLimitOptions = z.strictObject({
  maxFetches: wholeNumber
    .pipe(z.number().int().min(1))
    .optional()
    .describe('Requests to subgraphs that the query plan of an operation may have. Default: any number.'),
  maxDepth: wholeNumber
    .pipe(z.number().int().min(1))
    .optional()
    .describe(
      'Requests to subgraphs that may have to wait for each other in the query plan of an operation. Default: any number.',
    ),
});

export type PlanLimits = z.output<typeof planLimitOptions>;
