import { median } from '../measure/median.ts';
import type { Sample } from './growth.ts';
import { floors, growth } from './growth.ts';

export interface SoakReadings {
  /** Resident memory, once a second, under the first load: nested queries and nothing else. */
  readonly residentBefore: readonly Sample[];
  /** Resident memory, once a second, under mixed load. */
  readonly resident: readonly Sample[];
  /** Bytes that were alive in V8's heap before the mixed load and after it. */
  readonly heapBefore: number;
  readonly heapAfter: number;
  /** What was not answered as it should be. */
  readonly failures: readonly string[];
}

export interface SoakLimits {
  /** Resident bytes at the end of the first load, as the median of ten seconds. */
  readonly residentBytes: number;
  /** Bytes that the floor of resident memory may rise by. */
  readonly residentGrowth: number;
  /** Bytes that the living heap may rise by. */
  readonly heapGrowth: number;
}

export interface SoakVerdict {
  /** Median of the last ten seconds of the first load. */
  readonly residentBefore: number;
  /** The highest median of ten seconds under mixed load. */
  readonly residentMost: number;
  /** Of the lowest reading of each minute, since the readings between are what is in flight: answers of 8 MB, at times. */
  readonly residentGrowth: number;
  readonly heapGrowth: number;
  /** Sentences; empty when all is well. */
  readonly complaints: readonly string[];
}

/** Seconds over which single readings are evened out. */
const SPAN = 10;
/** Seconds of which the lowest reading tells what stays. */
const FLOOR_SPAN = 60;

export function judgeSoak(readings: SoakReadings, limits: SoakLimits): SoakVerdict {
  const { resident, heapBefore, heapAfter, failures } = readings;
  const residentBefore = median(readings.residentBefore.slice(-SPAN).map(({ bytes }) => bytes));
  const residentMost = Math.max(...medians(resident));
  // Not the first span: it begins with a heap that was just collected.
  const settled = resident.filter((sample) => sample.seconds > FLOOR_SPAN);
  const residentGrowth = growth(floors(settled, FLOOR_SPAN));
  const heapGrowth = heapAfter - heapBefore;

  const complaints = failures.map((failure) => `A request went wrong: ${failure}`);
  if (!(residentBefore <= limits.residentBytes)) {
    const limit = megabytes(limits.residentBytes);
    complaints.push(`RSS was ${megabytes(residentBefore)} after the first load; the limit is ${limit}.`);
  }
  if (!(residentGrowth <= limits.residentGrowth))
    complaints.push(`RSS grew by ${megabytes(residentGrowth)}.`);
  if (!(heapGrowth <= limits.heapGrowth))
    complaints.push(`The living heap grew by ${megabytes(heapGrowth)}.`);
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
