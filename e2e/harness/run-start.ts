import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { setTimeout as delay } from 'node:timers/promises';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** A running `npm start`. */
export interface Started {
  readonly child: ChildProcess;
  /** Everything that it has printed so far. */
  output(): string;
  /** Resolves with the seconds until it said that it is ready; rejects when it ended before that. */
  ready(timeout?: number): Promise<number>;
  /** Sends Ctrl-C's signal and resolves with the exit code. */
  stop(): Promise<number | null>;
  /** Resolves with the exit code when it ends by itself. */
  ended(timeout?: number): Promise<number | null>;
}

export interface RunStartOptions {
  readonly args?: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** Runs what `npm start` runs. */
export function runStart({ args = [], env }: RunStartOptions): Started {
  const began = Date.now();
  const child = spawn(process.execPath, ['scripts/start.js', ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_OPTIONS: '', FORCE_COLOR: '0', ...env },
  });
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const exit = once(child, 'exit').then(([code]) => code as number | null);

  return {
    child,
    output: () => text,
    async ready(timeout = 90_000) {
      const deadline = Date.now() + timeout;
      while (!text.includes('is ready after')) {
        if (child.exitCode !== null) throw new Error(`It ended with ${child.exitCode}:\n${text}`);
        if (Date.now() > deadline) throw new Error(`Not ready after ${timeout / 1000} s:\n${text}`);
        await delay(50);
      }
      return (Date.now() - began) / 1000;
    },
    async stop() {
      if (child.exitCode === null) child.kill('SIGINT');
      return exit;
    },
    async ended(timeout = 60_000) {
      const result = await Promise.race([exit, delay(timeout, 'timeout' as const, { ref: false })]);
      if (result === 'timeout') throw new Error(`Still running:\n${text}`);
      return result;
    },
  };
}
