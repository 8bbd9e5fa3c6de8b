import { spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { createInterface } from 'node:readline';
import { DatabaseError } from '../database-error.js';
import { clusterPathFor } from './initialise-cluster.js';
import type { PostgresBinaries } from './postgres-binaries.js';
import { serverFlags, SERVER_ENVIRONMENT } from './server-settings.js';
import type { ServerSettings } from './server-settings.js';
import { startFailure } from './start-failure.js';
import type { SystemUser } from './system-user.js';

/**
 * Starts the server under a watch that outlives this process: however this process ends, also by `kill -9`, its end
 * of descriptor 3 closes, and the server is told to stop. A line on descriptor 3 calls the watch off.
 * The shell becomes the server (`exec`), so the process id that Node knows is the server's.
 */
const SUPERVISED_START = `
( (
  if ! read -r _; then
    kill -INT $$
    if [ -n "$REMOVE_AFTERWARDS" ]; then
      while kill -0 $$; do sleep 0.1; done
      rm -rf "$REMOVE_AFTERWARDS"
    fi
  fi
) <&3 >/dev/null 2>&1 & )
exec "$0" "$@" </dev/null 3<&-`;

const LOG_LINES_KEPT = 40;
const START_TIMEOUT_MS = 120_000;
const STOP_TIMEOUT_MS = 30_000;

/** A server process that accepts connections. */
export interface PostgresProcess {
  readonly pid: number;
  /** Settles when the process has ended, for whatever reason. */
  readonly exited: Promise<void>;
  /** `fast` rolls open transactions back and saves everything; `immediate` leaves the rest to the next recovery. */
  stop(mode: 'fast' | 'immediate'): Promise<void>;
}

/** Options of {@link runPostgres}. */
export interface PostgresRun {
  readonly binaries: PostgresBinaries;
  readonly user: SystemUser | null;
  readonly cluster: string;
  readonly settings: ServerSettings;
  /** Removed by the watch when this process dies without having stopped the server. */
  readonly removeAfterwards: string | null;
  readonly onRecovery: () => void;
  readonly onLog: (line: string) => void;
}

/**
 * Resolves when the server accepts connections.
 *
 * @throws DatabaseError as {@link startFailure} reads it from the server's last words
 */
export async function runPostgres(run: PostgresRun): Promise<PostgresProcess> {
  const { binaries, user, cluster } = run;
  const command = [binaries.postgres, '-D', clusterPathFor(user, cluster), ...serverFlags(run.settings)];
  const child = spawn('/bin/sh', ['-c', SUPERVISED_START, ...command], {
    ...user,
    cwd: cluster,
    env: { ...SERVER_ENVIRONMENT, REMOVE_AFTERWARDS: run.removeAfterwards ?? '' },
    // A session of its own: Ctrl-C in a terminal reaches every process of the group, and the database stops last.
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  });
  const watch = child.stdio[3] as Writable;
  watch.on('error', () => undefined);
  const exited = new Promise<void>((resolve) => {
    // Calls the watch off, which lets go of its end of the pipe; only then is the process closed for Node.
    child.once('exit', () => watch.end('\n'));
    child.once('close', () => {
      resolve();
    });
    child.once('error', () => {
      resolve();
    });
  });

  const log: string[] = [];
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill('SIGQUIT');
      const seconds = String(START_TIMEOUT_MS / 1_000);
      reject(
        new DatabaseError('EMBEDDED_DATABASE_FAILED', `PostgreSQL did not start within ${seconds} seconds.`),
      );
    }, START_TIMEOUT_MS);
    const stderr = child.stdio[2] as Readable;
    createInterface({ input: stderr }).on('line', (line) => {
      if (log.push(line) > LOG_LINES_KEPT) log.shift();
      run.onLog(line);
      if (line.includes('automatic recovery in progress')) run.onRecovery();
      if (!line.includes('database system is ready to accept connections')) return;
      clearTimeout(timer);
      resolve();
    });
    child.once('error', (error) => log.push(error.message));
    void exited.then(() => {
      clearTimeout(timer);
      reject(startFailure(log, { cluster, port: run.settings.port }));
    });
  });

  const stop = async (mode: 'fast' | 'immediate'): Promise<void> => {
    child.kill(mode === 'fast' ? 'SIGINT' : 'SIGQUIT');
    const timer = setTimeout(() => child.kill('SIGQUIT'), STOP_TIMEOUT_MS);
    await exited;
    clearTimeout(timer);
  };
  return { pid: child.pid ?? 0, exited, stop };
}
