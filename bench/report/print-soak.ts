import type { Machine } from '../measure/describe-machine.ts';
import type { Sample } from '../soak/growth.ts';
import { floors } from '../soak/growth.ts';
import type { SoakVerdict } from '../soak/judge-soak.ts';
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
  /** Bytes of the heap after a full collection, once the load had ended. */
  readonly heapAtEnd: number;
  readonly resident: readonly Sample[];
  readonly heap: readonly Sample[];
}

/** The report as Markdown. */
export function printSoak({ date, machine, gateway, seconds, counts, verdict, ...rest }: SoakReport): string {
  const { resident, heap, heapAtEnd } = rest;
  const heapFloors = floors(heap, 60);
  const minutes = heapFloors.map(({ bytes }, minute) => {
    const of = resident
      .filter((sample) => Math.ceil(sample.seconds / 60) === minute + 1)
      .map((sample) => sample.bytes);
    return `| ${minute + 1} | ${megabytes(Math.min(...of))} | ${megabytes(Math.max(...of))} | ${megabytes(bytes)} |`;
  });
  return `${[
    `# Soak test of ${date.slice(0, 10)}`,
    '',
    `${gateway}; ${machine.processor}, Node ${machine.node}; ${rest.secondsBefore} s of nested queries, then ${seconds} s of mixed load.`,
    '',
    `RSS after ${rest.secondsBefore} s of nested queries: ${megabytes(verdict.residentBefore)}; under mixed load at most (median of ten seconds) ${megabytes(verdict.residentMost)}, the planning process and answers of 8 MB included.`,
    `Over the second half of the mixed load RSS rose by ${megabytes(verdict.residentGrowth)} and the living heap by ${megabytes(verdict.heapGrowth)}; heap after a full collection at the end: ${megabytes(heapAtEnd)}.`,
    '',
    ...(verdict.complaints.length === 0
      ? ['Passed.']
      : verdict.complaints.map((complaint) => `- ${complaint}`)),
    '',
    '| minute | RSS, lowest | RSS, highest | heap, lowest |',
    '|---:|---:|---:|---:|',
    ...minutes,
    '',
    '| requests | count |',
    '|---|---:|',
    ...Object.entries(counts).map(([kind, count]) => `| ${kind} | ${count} |`),
  ].join('\n')}\n`;
}
