import type { Machine } from '../measure/describe-machine.ts';

/** Medians of the rounds with so many customers. */
export interface OrdersRow {
  /** Customers at once, each with one request in flight; as many connections commit in the bare loop. */
  readonly concurrency: number;
  readonly ordersPerSecond: number;
  /** Milliseconds of `addToCart` and `checkout` together. */
  readonly p50: number;
  readonly p99: number;
  /** Transactions that wrote anything. */
  readonly commitsPerOrder: number;
  /** Times that the log was written to disk: commits at the same time share one, and some need not wait for it. */
  readonly flushesPerOrder: number;
  /** Milliseconds of CPU time an order. */
  readonly shopCpu: number;
  readonly postgresCpu: number;
  readonly bareCommitsPerSecond: number;
  /** The commits of the orders in relation to those of the bare loop. */
  readonly ratio: number;
}

export interface OrdersReport {
  /** ISO 8601. */
  readonly date: string;
  readonly machine: Machine;
  /** Of one round. */
  readonly seconds: number;
  readonly rounds: number;
  readonly rows: readonly OrdersRow[];
}

/** The report as Markdown. */
export function printOrders({ date, machine, seconds, rounds, rows }: OrdersReport): string {
  return `${[
    `# Orders of ${date.slice(0, 10)}`,
    '',
    `The embedded default: router, seven services and their queues in one process, PostgreSQL beside it, and the customers in a third; ${machine.processor}, ${String(machine.cores)} cores, Node ${machine.node}. Medians of ${String(rounds)} rounds of ${String(seconds)} s.`,
    '',
    '| customers | orders/s | p50 ms | p99 ms | commits/order | flushes/order | CPU ms/order: shop | PostgreSQL | bare commits/s | ratio |',
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |',
    ...rows.map(
      (row) =>
        `| ${String(row.concurrency)} | ${row.ordersPerSecond.toFixed(1)} | ${row.p50.toFixed(0)} | ${row.p99.toFixed(0)} | ${row.commitsPerOrder.toFixed(1)} | ${row.flushesPerOrder.toFixed(1)} | ${row.shopCpu.toFixed(1)} | ${row.postgresCpu.toFixed(1)} | ${row.bareCommitsPerSecond.toFixed(0)} | ${(row.ratio * 100).toFixed(1)} % |`,
    ),
  ].join('\n')}\n`;
}
