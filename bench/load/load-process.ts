import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { LoadResult } from './run-load.ts';
import type { ScenarioName } from './scenario.ts';

export interface LoadOrder {
  readonly port: number;
  readonly scenario: ScenarioName;
  readonly seconds: number;
  /** Enough requests to stop at before the time is over; absent for as many as there are. */
  readonly requests?: number;
}

export type LoadReply = { readonly result: LoadResult } | { readonly failure: string };

/**
 * Has the load process put a gateway under load.
 *
 * @throws Thrown when any answer was wrong.
 */
export async function orderLoad(loadProcess: ChildProcess, order: LoadOrder): Promise<LoadResult> {
  loadProcess.send(order);
  const [reply] = (await once(loadProcess, 'message')) as [LoadReply];
  if ('failure' in reply) throw new Error(reply.failure);
  return reply.result;
}
