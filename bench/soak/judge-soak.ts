import { median } from '../measure/median.ts';

/** A reading of memory. */
export interface Sample {
  /** Since the load began. */
  readonly seconds: number;
  readonly bytes: number;
}

/** What a process holds when nothing is in flight, after a full collection. */
export interface MemoryAtRest {
  /** Of V8's heap, in use. */
  readonly heapBytes: number;
  /** Resident memory, with that of child processes. */
  readonly residentBytes: number;
}

export interface SoakReadings {
  /** Resident memory, once a second, under the first load: nested queries and nothing else. */
  readonly residentBefore: readonly Sample[];
  /** Resident memory, once a second, under mixed load. */
  readonly resident: readonly Sample[];
  /** Before the mixed load that is measured, and after it. */
  readonly before: MemoryAtRest;
  readonly after: MemoryAtRest;
  /** What was not answered as it should be. */
  readonly failures: readonly string[];
}

export interface SoakLimits {
  /** Resident bytes at the end of the first load, as the median of ten seconds. */
  readonly residentBytes: number;
  /** Bytes that resident memory at rest may rise by. */
  readonly residentGrowth: number;
  /** Bytes that the heap at rest may rise by. */
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

export function judgeSoak(readings: SoakReadings, limits: SoakLimits): SoakVerdict {
  const { resident, before, after, failures } = readings;
  const residentBefore = median(readings.residentBefore.slice(-SPAN).map(({ bytes }) => bytes));
  const residentMost = Math.max(...medians(resident));
  const residentGrowth = after.residentBytes - before.residentBytes;
  const heapGrowth = after.heapBytes - before.heapBytes;

  const complaints = failures.map((failure) => `A request went wrong: ${failure}`);
  if (!(residentBefore <= limits.residentBytes)) {
    const limit = megabytes(limits.residentBytes);
    complaints.push(`RSS was ${megabytes(residentBefore)} after the first load; the limit is ${limit}.`);
  }
  if (!(residentGrowth <= limits.residentGrowth))
    complaints.push(`RSS at rest grew by ${megabytes(residentGrowth)}.`);
  if (!(heapGrowth <= limits.heapGrowth))
    complaints.push(`The heap at rest grew by ${megabytes(heapGrowth)}.`);
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
