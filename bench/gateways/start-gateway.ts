import type { ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PinnedOptions } from '../measure/spawn-pinned.ts';
import { spawnPinned } from '../measure/spawn-pinned.ts';
import type { Gateway, GatewayStartOptions } from './gateway.ts';

export interface RunningGateway {
  readonly gateway: Gateway;
  readonly port: number;
  readonly process: ChildProcess;
  readonly pid: number;
}

export type StartGatewayOptions = Omit<GatewayStartOptions, 'port'> & PinnedOptions;

/**
 * Starts a gateway and waits until it answers.
 *
 * @throws Thrown when it ends, or does not answer within 30 seconds.
 */
export async function startGateway(gateway: Gateway, options: StartGatewayOptions): Promise<RunningGateway> {
  const port = await findFreePort();
  const { argv, environment } = gateway.command({ ...options, port });
  const child = spawnPinned(argv, {
    ...options,
    environment: { ...options.environment, ...environment },
  });
  const { pid } = child;
  if (pid === undefined) throw new Error(`${gateway.name} cannot be started: ${argv.join(' ')}`);
  for (let wait = 0; wait < 300; wait++) {
    await sleep(100);
    if (child.exitCode !== null) throw new Error(`${gateway.name} ended with ${child.exitCode}.`);
    if (await answers(port)) return { gateway, port, process: child, pid };
  }
  child.kill('SIGKILL');
  throw new Error(`${gateway.name} does not answer.`);
}

/** A port of 127.0.0.1 that nobody listened on just now. */
export async function findFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}

async function answers(port: number): Promise<boolean> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json', connection: 'close' },
      body: '{"query":"{ __typename }"}',
    });
    await response.arrayBuffer();
    return response.status === 200;
  } catch {
    return false;
  }
}
