import type { ChildProcess } from 'node:child_process';
import type { RunningGateway } from '../gateways/start-gateway.ts';
import type { LoadOrder } from '../load/load-process.ts';
import { orderLoad } from '../load/load-process.ts';
import { readProcessUsage } from './process-usage.ts';

/** What one gateway did in one round of one scenario. */
export interface Round {
  readonly requests: number;
  /** Milliseconds of CPU time per request. */
  readonly cpu: number;
  readonly requestsPerSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** Bytes that were resident at the end. */
  readonly residentBytes: number;
}

export async function measureRound(
  { pid, port }: RunningGateway,
  loadProcess: ChildProcess,
  load: Omit<LoadOrder, 'port'>,
): Promise<Round> {
  const before = readProcessUsage(pid);
  const result = await orderLoad(loadProcess, { port, ...load });
  const after = readProcessUsage(pid);
  return {
    requests: result.requests,
    cpu: (after.cpu - before.cpu) / result.requests,
    requestsPerSecond: result.requests / result.seconds,
    p50: result.p50,
    p99: result.p99,
    residentBytes: after.residentBytes,
  };
}
