import type { Comparison, ComparisonRow } from '../measure/compare-gateways.ts';
import type { Machine } from '../measure/describe-machine.ts';
import { createScenario } from '../load/scenario.ts';
import type { Summary } from './summarise.ts';
import { summarise } from './summarise.ts';

export interface Report {
  /** ISO 8601. */
  readonly date: string;
  readonly machine: Machine;
  readonly rounds: number;
  /** Of each gateway. */
  readonly processes: number;
  readonly seconds: number;
  readonly latency: number;
  readonly comparisons: readonly Comparison[];
}

/** The share of a bare server's CPU time that an identical request may take. */
const BARE_LIMIT = 1.7;

/** The report as Markdown. */
export function printReport(report: Report): string {
  const { machine } = report;
  const lines = [
    `# Benchmark of ${report.date.slice(0, 10)}`,
    '',
    `${machine.processor}, ${machine.cores} cores, ${machine.memoryGiB} GiB, ${machine.system}; Node ${machine.node} (V8 ${machine.v8}).`,
    machine.pinned
      ? 'The gateway has one core, subgraphs and load have another.'
      : 'Nothing was pinned to a core, so the figures are rough.',
    `${report.rounds} interleaved rounds of ${report.seconds} s with ${report.processes === 1 ? 'one process' : `each of ${report.processes} processes`} of each gateway; subgraphs wait ${report.latency} ms. CPU is user and system time per request, median (minimum); \`ratio\` is CPU relative to the first row.`,
    'Every answer was compared byte by byte with one that equals the reference; a single wrong one fails the row.',
  ];
  for (const { scenario, rows } of report.comparisons) {
    const { title, concurrency } = createScenario(scenario);
    lines.push('', `## ${title}`, '', `${concurrency} requests in flight.`, '', ...table(rows));
    const verdict = compareWithBare(rows);
    if (verdict !== undefined) lines.push('', verdict);
  }
  return `${lines.join('\n')}\n`;
}

function table(rows: readonly ComparisonRow[]): readonly string[] {
  const first = rows.map(summarise).find((summary) => summary !== undefined);
  return [
    '| gateway | CPU ms/request | ratio | requests/s | p50 ms | p99 ms | RSS MB |',
    '|---|---:|---:|---:|---:|---:|---:|',
    ...rows.map((row) => {
      const summary = summarise(row);
      return summary === undefined || first === undefined
        ? `| ${row.title} | failed: ${(row.failure ?? 'no round').replaceAll(/[\n|]/g, ' ').slice(0, 200)} | | | | | |`
        : `| ${row.title} | ${cells(summary, first).join(' | ')} |`;
    }),
  ];
}

function cells(summary: Summary, first: Summary): readonly string[] {
  return [
    `${summary.cpuMedian.toFixed(3)} (${summary.cpuMinimum.toFixed(3)})`,
    (summary.cpuMedian / first.cpuMedian).toFixed(2),
    summary.requestsPerSecond.toFixed(0),
    summary.p50.toFixed(1),
    summary.p99.toFixed(1),
    (summary.residentBytes / 1e6).toFixed(0),
  ];
}

function compareWithBare(rows: readonly ComparisonRow[]): string | undefined {
  const cpuOf = (name: string) => {
    const row = rows.find(({ gateway }) => gateway === name);
    return row === undefined ? undefined : summarise(row)?.cpuMedian;
  };
  const own = cpuOf('ours');
  const bare = cpuOf('bare-http');
  if (own === undefined || bare === undefined) return undefined;
  const factor = own / bare;
  return `The router takes ${factor.toFixed(2)} times the CPU of the bare server; the aim is at most ${BARE_LIMIT}: ${factor <= BARE_LIMIT ? 'met' : 'missed'}.`;
}
