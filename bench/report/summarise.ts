import type { ComparisonRow } from '../measure/compare-gateways.ts';
import { median } from '../measure/median.ts';
import type { Round } from '../measure/measure-round.ts';

/** One row's rounds in one number each. */
export interface Summary {
  readonly cpuMedian: number;
  readonly cpuMinimum: number;
  readonly requestsPerSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly residentBytes: number;
}

/** Medians over the rounds; memory is the most that any round ended with. */
export function summarise({ rounds, failure }: ComparisonRow): Summary | undefined {
  if (failure !== undefined || rounds.length === 0) return undefined;
  const all = (pick: (round: Round) => number) => rounds.map(pick);
  return {
    cpuMedian: median(all(({ cpu }) => cpu)),
    cpuMinimum: Math.min(...all(({ cpu }) => cpu)),
    requestsPerSecond: median(all(({ requestsPerSecond }) => requestsPerSecond)),
    p50: median(all(({ p50 }) => p50)),
    p99: median(all(({ p99 }) => p99)),
    residentBytes: Math.max(...all(({ residentBytes }) => residentBytes)),
  };
}
