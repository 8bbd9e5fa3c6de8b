import type { ChildProcess } from 'node:child_process';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';

export interface PinnedOptions {
  /** The core it may run on. */
  readonly core: number;
  /** The whole environment, but for `NODE_ENV`, which is `production`. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Whether parent and child send each other messages. Default: no. */
  readonly messages?: boolean;
  /** Whether what it logs is thrown away. Default: no. */
  readonly silent?: boolean;
}

/** Whether processes can be bound to cores here: with one core there is nothing to choose. */
export const canPin = availableParallelism() > 1 && spawnSync('taskset', ['--version']).status === 0;

/** Starts a process on one core; `taskset` becomes the process, so that its id is the process's own. */
export function spawnPinned(argv: readonly [string, ...string[]], options: PinnedOptions): ChildProcess {
  const [file, ...args] = canPin ? (['taskset', '-c', String(options.core), ...argv] as const) : argv;
  return spawn(file, args, {
    stdio: [
      'ignore',
      'ignore',
      options.silent === true ? 'ignore' : 'inherit',
      ...(options.messages === true ? (['ipc'] as const) : []),
    ],
    env: { ...options.environment, NODE_ENV: 'production' },
  });
}

/** Ends a process that this run started, and waits for it. */
export async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const impatience = setTimeout(() => child.kill('SIGKILL'), 3000);
  await ended;
  clearTimeout(impatience);
}
