import { median } from '../measure/median.ts';
import type { Sample } from './growth.ts';
import { floors, growth } from './growth.ts';

export interface SoakReadings {
  /** Resident memory, once a second, under the first load: nested queries and nothing else. */
  readonly residentBefore: readonly Sample[];
  /** Of the mixed load. */
  readonly seconds: number;
  /** Resident memory, once a second. */
  readonly resident: readonly Sample[];
  /** V8's used heap, once a second. */
  readonly heap: readonly Sample[];
  /** What was not answered as it should be. */
  readonly failures: readonly string[];
}

export interface SoakLimits {
  /** Resident bytes at the end of the first load, as the median of ten seconds. */
  readonly residentBytes: number;
  /** Bytes that resident memory may rise by over the second half. */
  readonly residentGrowth: number;
  /** Bytes that the living heap may rise by over the second half. */
  readonly heapGrowth: number;
}

export interface SoakVerdict {
  /** Median of the last ten seconds of the first load. */
  readonly residentBefore: number;
  /** The highest median of ten seconds under mixed load. */
  readonly residentMost: number;
  readonly residentGrowth: number;
  readonly heapGrowth: number;
  /** Sentences; empty when all is well. */
  readonly complaints: readonly string[];
}

/** Seconds over which single readings are evened out. */
const SPAN = 10;
/** Seconds that hold a full collection of a busy heap. */
const COLLECTION_SPAN = 30;

export function judgeSoak(readings: SoakReadings, limits: SoakLimits): SoakVerdict {
  const { seconds, resident, heap, failures } = readings;
  const residentBefore = median(readings.residentBefore.slice(-SPAN).map(({ bytes }) => bytes));
  const residentMost = Math.max(...medians(resident));
  const secondHalf = (samples: readonly Sample[]) => samples.filter((sample) => sample.seconds > seconds / 2);
  const residentGrowth = growth(secondHalf(resident));
  const heapGrowth = growth(floors(secondHalf(heap), COLLECTION_SPAN));

  const complaints = failures.map((failure) => `A request went wrong: ${failure}`);
  if (!(residentBefore <= limits.residentBytes)) {
    const limit = megabytes(limits.residentBytes);
    complaints.push(`RSS was ${megabytes(residentBefore)} after the first load; the limit is ${limit}.`);
  }
  if (!(residentGrowth <= limits.residentGrowth))
    complaints.push(`RSS grew by ${megabytes(residentGrowth)} over the second half.`);
  if (!(heapGrowth <= limits.heapGrowth))
    complaints.push(`The living heap grew by ${megabytes(heapGrowth)} over the second half.`);
  return { residentBefore, residentMost, residentGrowth, heapGrowth, complaints };
}

/** Bytes for people. */
export function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

function medians(samples: readonly Sample[]): readonly number[] {
  const groups = new Map<number, number[]>();
  const start = samples[0]?.seconds ?? 0;
  for (const { seconds, bytes } of samples) {
    const index = Math.floor((seconds - start) / SPAN);
    const group = groups.get(index);
    if (group === undefined) groups.set(index, [bytes]);
    else group.push(bytes);
  }
  return [...groups.values()].map(median);
}
