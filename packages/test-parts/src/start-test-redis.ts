import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './free-port.js';
import { requiredPart } from './required-part.js';

const REDIS = '/usr/bin/redis-server';
/** Milliseconds that a server may take to answer; it takes 30. */
const START_TIMEOUT = 10_000;

/** Whether tests against Redis can run here; where they are required, it throws instead of saying no. */
export function hasRedis(): boolean {
  return requiredPart('redis', REDIS, "Debian's package redis-server has it.");
}

export interface TestRedis {
  readonly url: string;
  /** Ends the server as a crash does; `restart` brings it back on the same port, empty. */
  kill(): Promise<void>;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a Redis server of the test's own on a free port of 127.0.0.1, which keeps nothing on disk. */
export async function startTestRedis(): Promise<TestRedis> {
  const port = await freePort();
  let child = await startServer(port);
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  };
  return {
    url: `redis://127.0.0.1:${String(port)}`,
    kill: () => end('SIGKILL'),
    async restart() {
      await end('SIGKILL');
      child = await startServer(port);
    },
    stop: () => end('SIGKILL'),
  };
}

async function startServer(port: number): Promise<ChildProcess> {
  const options = { '--port': String(port), '--bind': '127.0.0.1', '--save': '', '--appendonly': 'no' };
  const child = spawn(REDIS, Object.entries(options).flat(), { stdio: 'ignore' });
  // A test process that ends without stopping it must not leave it behind.
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  child.once('exit', () => process.off('exit', kill));
  const deadline = Date.now() + START_TIMEOUT;
  while (!(await answers(port))) {
    if (child.exitCode !== null) throw new Error(`redis-server ended with status ${String(child.exitCode)}.`);
    if (Date.now() > deadline) throw new Error('redis-server does not answer.');
    await sleep(10);
  }
  return child;
}

/** Whether a server that is ready listens there. */
function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'));
    const finish = (result: boolean) => {
      socket.destroy();
      resolve(result);
    };
    socket.once('data', (reply) => {
      finish(reply.toString().startsWith('+PONG'));
    });
    socket.once('error', () => {
      finish(false);
    });
  });
}
