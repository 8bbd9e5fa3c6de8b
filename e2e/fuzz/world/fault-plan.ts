import { createRandom } from '../../harness/random.js';

/** Where fields fail. */
export type FaultPlan =
  /** Each site fails with a probability of `rate`, as a seed decides. */
  | { readonly kind: 'random'; readonly seed: number; readonly rate: number }
  /** Just these sites fail; what a failure is shrunk to. */
  | { readonly kind: 'sites'; readonly sites: Readonly<Record<string, FieldFault>> };

/** `throw`: the resolver fails. `null`: it answers null although the field may not be null. */
export type FieldFault = 'throw' | 'null';

export const NO_FAULTS: FaultPlan = { kind: 'sites', sites: {} };

/** The fault at a site: `Type:key.field(args)/item`. A pure function, so that every subgraph and the monolith agree. */
export function faultAt(plan: FaultPlan, site: string): FieldFault | undefined {
  if (plan.kind === 'sites') return Object.hasOwn(plan.sites, site) ? plan.sites[site] : undefined;
  if (plan.rate === 0) return undefined;
  const random = createRandom(`${plan.seed}|${site}`);
  if (!random.chance(plan.rate)) return undefined;
  return random.chance(0.6) ? 'throw' : 'null';
}
