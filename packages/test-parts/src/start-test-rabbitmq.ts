import type { ChildProcess } from 'node:child_process';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './free-port.js';
import { requiredPart } from './required-part.js';

const RABBITMQ = '/usr/lib/rabbitmq/bin/rabbitmq-server';
/** Milliseconds that a broker may take to answer; it takes 7,000 where nothing else runs. */
const START_TIMEOUT = 60_000;
/** Characters of the log that are shown. */
const LOG_END = 6_000;

/** Whether tests against RabbitMQ can run here; where they are required, it throws instead of saying no. */
export function hasRabbitMq(): boolean {
  return requiredPart('rabbitmq', RABBITMQ, "Debian's package rabbitmq-server has it.");
}

export interface TestRabbitMq {
  /** A virtual host that nobody has used, with all rights; `drop` deletes it and all that is in it. */
  createVirtualHost(): Promise<{ readonly url: string; drop(): Promise<void> }>;
  /** The names that clients have given to the connections that are open, as of the last five seconds. */
  connections(): Promise<readonly string[]>;
  /** The end of its log. */
  log(): Promise<string>;
  /** Ends the broker as a crash does; `restart` brings it back on the same port with what it had on disk. */
  kill(): Promise<void>;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a RabbitMQ of the test's own on free ports of 127.0.0.1, with its data in a folder that is deleted at the end. */
export async function startTestRabbitMq(): Promise<TestRabbitMq> {
  const folder = await mkdtemp(join(tmpdir(), 'techally-rabbitmq-'));
  const ports = {
    amqp: await freePort(),
    management: await freePort(),
    distribution: await freePort(),
    epmd: await freePort(),
  };
  await writeFile(join(folder, 'enabled_plugins'), '[rabbitmq_management].');
  await writeFile(
    join(folder, 'rabbitmq.conf'),
    [
      'management.tcp.ip = 127.0.0.1',
      `management.tcp.port = ${String(ports.management)}`,
      'disk_free_limit.absolute = 50MB',
    ].join('\n'),
  );
  let child = await startBroker(folder, ports);
  let hosts = 0;
  // The port mapper and the folder, too, are gone with this process.
  const clear = () => {
    killGroup(child);
    endPortMapperAtOnce(ports.epmd);
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', clear);
  return {
    async createVirtualHost() {
      const path = `/api/vhosts/test-${String(++hosts)}`;
      await manage(ports.management, 'PUT', path);
      return {
        url: `amqp://guest:guest@127.0.0.1:${String(ports.amqp)}/test-${String(hosts)}`,
        async drop() {
          await manage(ports.management, 'DELETE', path);
        },
      };
    },
    async connections() {
      const open = (await manage(ports.management, 'GET', '/api/connections')) as readonly {
        readonly client_properties: { readonly connection_name?: string };
      }[];
      return open.map(({ client_properties: { connection_name: name = '' } }) => name);
    },
    async log() {
      const files = (await readdir(join(folder, 'log'))).filter((name) => name.endsWith('.log'));
      const texts = await Promise.all(files.map((name) => readFile(join(folder, 'log', name), 'utf8')));
      return texts.join('').slice(-LOG_END);
    },
    kill: () => end(child),
    async restart() {
      await end(child);
      child = await startBroker(folder, ports);
    },
    async stop() {
      process.off('exit', clear);
      await end(child);
      await endPortMapper(ports.epmd);
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

interface Ports {
  readonly amqp: number;
  readonly management: number;
  readonly distribution: number;
  readonly epmd: number;
}

async function startBroker(folder: string, ports: Ports): Promise<ChildProcess> {
  const child = spawn(RABBITMQ, {
    stdio: 'ignore',
    // A group of its own: the broker is a child of the script.
    detached: true,
    env: {
      PATH: process.env['PATH'],
      HOME: folder,
      ERL_EPMD_ADDRESS: '127.0.0.1',
      ERL_EPMD_PORT: String(ports.epmd),
      RABBITMQ_NODENAME: `techally-${String(ports.amqp)}@localhost`,
      RABBITMQ_NODE_IP_ADDRESS: '127.0.0.1',
      RABBITMQ_NODE_PORT: String(ports.amqp),
      RABBITMQ_DIST_PORT: String(ports.distribution),
      RABBITMQ_MNESIA_BASE: join(folder, 'data'),
      RABBITMQ_LOG_BASE: join(folder, 'log'),
      RABBITMQ_ENABLED_PLUGINS_FILE: join(folder, 'enabled_plugins'),
      RABBITMQ_CONFIG_FILE: join(folder, 'rabbitmq.conf'),
    },
  });
  // A test process that ends without stopping it must not leave it behind.
  const kill = () => {
    killGroup(child);
  };
  process.once('exit', kill);
  child.once('exit', () => process.off('exit', kill));
  const deadline = Date.now() + START_TIMEOUT;
  while (!(await answers(ports))) {
    if (child.exitCode !== null)
      throw new Error(`rabbitmq-server ended with status ${String(child.exitCode)}.`);
    if (Date.now() > deadline) throw new Error('rabbitmq-server does not answer.');
    await sleep(100);
  }
  return child;
}

/** Ends the port mapper of Erlang, which outlives its nodes; this one is ours alone. It refuses while it knows of a node. */
async function endPortMapper(port: number): Promise<void> {
  for (let attempt = 0; attempt < 50; attempt++) {
    const asked = spawn('epmd', ['-port', String(port), '-kill'], { stdio: 'ignore' });
    const [status] = (await once(asked, 'exit')) as [number | null];
    if (status === 0) return;
    await sleep(100);
  }
}

/** The same where nothing can be waited for. It knows of a node for as long as it takes to see that its connection has ended. */
function endPortMapperAtOnce(port: number): void {
  const nap = new Int32Array(new SharedArrayBuffer(4));
  for (let attempt = 0; attempt < 40; attempt++) {
    if (spawnSync('epmd', ['-port', String(port), '-kill'], { stdio: 'ignore' }).status === 0) return;
    Atomics.wait(nap, 0, 0, 25);
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  killGroup(child);
  await ended;
}

function killGroup({ pid, exitCode, signalCode }: ChildProcess): void {
  if (pid !== undefined && exitCode === null && signalCode === null) process.kill(-pid, 'SIGKILL');
}

const AUTHORIZATION = `Basic ${Buffer.from('guest:guest').toString('base64')}`;

/** Has the broker's management do something, or tell something. */
async function manage(port: number, method: string, path: string): Promise<unknown> {
  const url = `http://127.0.0.1:${String(port)}${path}`;
  const response = await fetch(url, { method, headers: { authorization: AUTHORIZATION } });
  if (!response.ok) throw new Error(`The broker answered ${method} ${path} with ${String(response.status)}.`);
  return method === 'GET' ? response.json() : null;
}

/** Whether the broker is there and takes connections. */
async function answers(ports: Ports): Promise<boolean> {
  try {
    await manage(ports.management, 'GET', `/api/health/checks/port-listener/${String(ports.amqp)}`);
    return true;
  } catch {
    return false;
  }
}
