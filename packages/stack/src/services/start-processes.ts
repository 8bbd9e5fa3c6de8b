import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { setTimeout as delay } from 'node:timers/promises';
import { DATABASE_DOMAINS } from '@techally/database';
import { SERVICE_PORTS, variablesOfFieldLimits } from '@techally/subgraph-kit';
import type { DatabaseAddresses } from '../databases/prepare-databases.js';
import type { Secrets } from '../secrets.js';
import type { StackSettings } from '../stack-settings.js';

export interface StartProcessesOptions {
  readonly settings: Pick<StackSettings, 'host' | 'port' | 'logLevel' | 'fieldLimits' | 'shopUrl'>;
  readonly databases: Pick<DatabaseAddresses, 'urlFor'>;
  readonly secrets: Secrets;
  /** The environment that they inherit. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly onProgress: (name: string) => void;
}

/** The eight running processes. */
export interface Processes {
  /** The router's address. */
  readonly url: string;
  /** The process id of each, by name. */
  readonly pids: ReadonlyMap<string, number>;
  /** Stops the router first, then the services. */
  stop(): Promise<void>;
}

/** Thrown when one of the processes ends before it is healthy; what it said is on the console. */
export class ProcessFailedError extends Error {
  readonly code = 'PROCESS_FAILED';
}

const START_TIMEOUT = 30_000;
const STOP_TIMEOUT = 12_000;

const root = new URL('../../../../', import.meta.url);

/** Starts the seven services and then the router as processes of their own, and waits until each is healthy. */
export async function startProcesses(options: StartProcessesOptions): Promise<Processes> {
  const { settings, databases, secrets, onProgress } = options;
  const environment = {
    ...options.env,
    HOST: settings.host,
    LOG_LEVEL: settings.logLevel,
    IDENTITY_SECRET: secrets.identitySecret,
    KEY_ENCRYPTION_SECRET: secrets.keyEncryptionSecret,
    MIGRATE: 'false',
    SHOP_URL: settings.shopUrl,
    ...variablesOfFieldLimits(settings.fieldLimits),
    ...Object.fromEntries(
      DATABASE_DOMAINS.map((domain) => [`${domain.toUpperCase()}_DATABASE_URL`, databases.urlFor(domain)]),
    ),
  };
  const running = new Map<string, ChildProcess>();

  async function start(name: string, script: string, port: number): Promise<void> {
    onProgress(name);
    // A group of its own: Ctrl-C in the terminal must reach the processes in our order, not all at once.
    const child = spawn(process.execPath, [fileURLToPath(new URL(script, root))], {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...environment, PORT: String(port) },
      detached: true,
    });
    running.set(name, child);
    await untilHealthy(name, child, `http://127.0.0.1:${port}/health`);
  }

  async function stop(): Promise<void> {
    const router = running.get('router');
    if (router !== undefined) await stopProcess(router);
    await Promise.all([...running.values()].map(stopProcess));
  }

  // None may outlive this process, not even when it dies of an error.
  process.on('exit', () => {
    for (const child of running.values()) if (child.exitCode === null) child.kill('SIGKILL');
  });

  try {
    await Promise.all(
      Object.entries(SERVICE_PORTS).map(([name, port]) =>
        start(name, `subgraphs/${name}/dist/main.js`, port),
      ),
    );
    await start('router', 'packages/stack/dist/router-main.js', settings.port);
  } catch (error) {
    await stop();
    throw error;
  }
  const pids = new Map([...running].map(([name, child]) => [name, child.pid ?? 0]));
  return { url: `http://${settings.host}:${settings.port}`, pids, stop };
}

async function untilHealthy(name: string, child: ChildProcess, url: string): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) break;
    const response = await fetch(url).catch(() => null);
    if (response?.ok === true) return;
    await delay(100);
  }
  throw new ProcessFailedError(`The process "${name}" did not become healthy at ${url}.`);
}

async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  const impatience = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT);
  await exited;
  clearTimeout(impatience);
}
