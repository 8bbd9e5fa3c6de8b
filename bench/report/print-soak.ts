import type { Machine } from '../measure/describe-machine.ts';
import type { MemoryAtRest, Sample, SoakVerdict } from '../soak/judge-soak.ts';
import { megabytes } from '../soak/judge-soak.ts';

export interface SoakReport {
  /** ISO 8601. */
  readonly date: string;
  readonly machine: Machine;
  readonly gateway: string;
  /** Of the first load. */
  readonly secondsBefore: number;
  /** Of the mixed load. */
  readonly seconds: number;
  /** Requests by kind. */
  readonly counts: Readonly<Record<string, number>>;
  readonly verdict: SoakVerdict;
  /** Before the mixed load that was measured, and after it. */
  readonly before: MemoryAtRest;
  readonly after: MemoryAtRest;
  readonly resident: readonly Sample[];
}

/** The report as Markdown. */
export function printSoak({ date, machine, gateway, seconds, counts, verdict, ...rest }: SoakReport): string {
  const { resident, before, after } = rest;
  const minutes = Array.from({ length: Math.ceil(seconds / 60) }, (_, minute) => {
    const readings = resident
      .filter((sample) => Math.ceil(sample.seconds / 60) === minute + 1)
      .map((sample) => sample.bytes);
    return `| ${minute + 1} | ${megabytes(Math.min(...readings))} | ${megabytes(Math.max(...readings))} |`;
  });
  return `${[
    `# Soak test of ${date.slice(0, 10)}`,
    '',
    `${gateway}; ${machine.processor}, Node ${machine.node}; ${rest.secondsBefore} s of nested queries, a minute of mixed load, then ${seconds} s of it measured.`,
    '',
    `RSS after ${rest.secondsBefore} s of nested queries: ${megabytes(verdict.residentBefore)}; under mixed load at most (median of ten seconds) ${megabytes(verdict.residentMost)}, the planning process and answers of 8 MB included.`,
    `At rest (nothing in flight, after a full collection) the heap went from ${megabytes(before.heapBytes)} to ${megabytes(after.heapBytes)}, RSS from ${megabytes(before.residentBytes)} to ${megabytes(after.residentBytes)}.`,
    '',
    ...(verdict.complaints.length === 0
      ? ['Passed.']
      : verdict.complaints.map((complaint) => `- ${complaint}`)),
    '',
    '| minute | RSS, lowest | RSS, highest |',
    '|---:|---:|---:|',
    ...minutes,
    '',
    '| requests | count |',
    '|---|---:|',
    ...Object.entries(counts).map(([kind, count]) => `| ${kind} | ${count} |`),
  ].join('\n')}\n`;
}
