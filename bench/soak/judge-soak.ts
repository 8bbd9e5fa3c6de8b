import { median } from '../measure/median.ts';
import type { Sample } from './growth.ts';
import { floors, growth } from './growth.ts';

export interface SoakReadings {
  /** Of the whole load. */
  readonly seconds: number;
  /** Resident memory, once a second. */
  readonly resident: readonly Sample[];
  /** V8's used heap, once a second. */
  readonly heap: readonly Sample[];
  /** What was not answered as it should be. */
  readonly failures: readonly string[];
}

export interface SoakLimits {
  /** Resident bytes, as the median of ten seconds, once the load has lasted a minute. */
  readonly residentBytes: number;
  /** Bytes that resident memory may rise by over the second half. */
  readonly residentGrowth: number;
  /** Bytes that the living heap may rise by over the second half. */
  readonly heapGrowth: number;
}

export interface SoakVerdict {
  /** Median around the end of the first minute, or of the last ten seconds of a shorter run. */
  readonly residentAfterMinute: number;
  /** The highest median of ten seconds from then on. */
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
  const minute = Math.min(60, seconds - SPAN / 2);
  const evened = medians(resident.filter((sample) => sample.seconds >= minute - SPAN / 2));
  const residentAfterMinute = evened[0] ?? Number.NaN;
  const residentMost = Math.max(...evened);
  const secondHalf = (samples: readonly Sample[]) => samples.filter((sample) => sample.seconds > seconds / 2);
  const residentGrowth = growth(secondHalf(resident));
  const heapGrowth = growth(floors(secondHalf(heap), COLLECTION_SPAN));

  const complaints = failures.map((failure) => `A request went wrong: ${failure}`);
  if (!(residentMost <= limits.residentBytes))
    complaints.push(
      `RSS reached ${megabytes(residentMost)}; the limit is ${megabytes(limits.residentBytes)}.`,
    );
  if (!(residentGrowth <= limits.residentGrowth))
    complaints.push(`RSS grew by ${megabytes(residentGrowth)} over the second half.`);
  if (!(heapGrowth <= limits.heapGrowth))
    complaints.push(`The living heap grew by ${megabytes(heapGrowth)} over the second half.`);
  return { residentAfterMinute, residentMost, residentGrowth, heapGrowth, complaints };
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
