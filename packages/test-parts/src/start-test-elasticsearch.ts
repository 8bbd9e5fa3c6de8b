import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { chown, cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './free-port.js';
import { requiredPart } from './required-part.js';

/** Also in `scripts/install-elasticsearch.sh`, which puts it there. */
const VERSION = '8.19.2';
/** Milliseconds that a server may take to answer; it takes 12,000 where nothing else runs. */
const START_TIMEOUT = 90_000;
/** Elasticsearch refuses to run as root; whoever is root runs it as nobody. */
const NOBODY = 65_534;
/** Characters of its output that an error shows. */
const OUTPUT_END = 3_000;

function programFolder(): string {
  const cache = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  return join(cache, 'techally', `elasticsearch-${VERSION}`);
}

/** Whether tests against Elasticsearch can run here; where they are required, it throws instead of saying no. */
export function hasElasticsearch(): boolean {
  return requiredPart(
    'elasticsearch',
    join(programFolder(), 'bin', 'elasticsearch'),
    'Get it by "bash scripts/install-elasticsearch.sh", which needs Maven and a JDK 17 or later.',
  );
}

export interface TestElasticsearch {
  readonly url: string;
  /** Ends the server as a crash does; `restart` brings it back on the same port with what it had on disk. */
  kill(): Promise<void>;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts an Elasticsearch of the test's own on a free port of 127.0.0.1, with its data in a folder that is deleted at the end. */
export async function startTestElasticsearch(): Promise<TestElasticsearch> {
  const folder = await mkdtemp(join(tmpdir(), 'techally-elasticsearch-'));
  const port = await freePort();
  await configure(folder, { port, transportPort: await freePort() });
  let child = await startServer(folder, port);
  // The folder, too, is gone with this process.
  const clear = () => {
    killGroup(child);
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', clear);
  return {
    url: `http://127.0.0.1:${String(port)}`,
    kill: () => end(child),
    async restart() {
      await end(child);
      child = await startServer(folder, port);
    },
    async stop() {
      process.off('exit', clear);
      await end(child);
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function configure(
  folder: string,
  { port, transportPort }: { readonly port: number; readonly transportPort: number },
): Promise<void> {
  const config = join(folder, 'config');
  for (const name of ['config', 'data', 'logs', 'tmp']) await mkdir(join(folder, name));
  await writeFile(
    join(config, 'elasticsearch.yml'),
    [
      'discovery.type: single-node',
      'xpack.security.enabled: false',
      'network.host: 127.0.0.1',
      `http.port: ${String(port)}`,
      `transport.port: ${String(transportPort)}`,
      `path.data: ${join(folder, 'data')}`,
      `path.logs: ${join(folder, 'logs')}`,
      // A full disk of a developer's machine is no reason to refuse the few documents of a test.
      'cluster.routing.allocation.disk.threshold_enabled: false',
    ].join('\n'),
  );
  await writeFile(
    join(config, 'jvm.options'),
    [
      '-Xms512m',
      '-Xmx512m',
      '-XX:+UseSerialGC',
      '-XX:TieredStopAtLevel=1',
      // Its default is a folder that holds the program, which Elasticsearch then may not read.
      `-Djava.io.tmpdir=${join(folder, 'tmp')}`,
    ].join('\n'),
  );
  await cp(join(programFolder(), 'config', 'log4j2.properties'), join(config, 'log4j2.properties'));
  if (process.getuid?.() !== 0) return;
  // Nobody cannot look into the home of root.
  await cp(programFolder(), join(folder, 'program'), { recursive: true });
  await giveAway(folder);
}

/** Makes nobody the owner of a folder and of all that is in it, but for the program, which is only read. */
async function giveAway(folder: string): Promise<void> {
  await chown(folder, NOBODY, NOBODY);
  for (const name of ['config', 'data', 'logs', 'tmp']) {
    await chown(join(folder, name), NOBODY, NOBODY);
    for (const file of await readdir(join(folder, name)))
      await chown(join(folder, name, file), NOBODY, NOBODY);
  }
}

async function startServer(folder: string, port: number): Promise<ChildProcess> {
  const isRoot = process.getuid?.() === 0;
  const output = join(folder, 'logs', 'elasticsearch.log');
  const child = spawn(join(isRoot ? join(folder, 'program') : programFolder(), 'bin', 'elasticsearch'), {
    stdio: 'ignore',
    // A group of its own: the server is a child of its launcher.
    detached: true,
    ...(isRoot ? { uid: NOBODY, gid: NOBODY } : {}),
    env: {
      PATH: process.env['PATH'],
      HOME: folder,
      ...(await javaHome()),
      ES_PATH_CONF: join(folder, 'config'),
      ES_TMPDIR: join(folder, 'tmp'),
    },
  });
  // A test process that ends without stopping it must not leave it behind.
  const kill = () => {
    killGroup(child);
  };
  process.once('exit', kill);
  child.once('exit', () => process.off('exit', kill));
  const deadline = Date.now() + START_TIMEOUT;
  while (!(await answers(port))) {
    const ended = child.exitCode ?? child.signalCode;
    if (ended === null && Date.now() < deadline) {
      await sleep(100);
      continue;
    }
    killGroup(child);
    const log = (await readFile(output, 'utf8').catch(() => '')).slice(-OUTPUT_END);
    throw new Error(
      `Elasticsearch ${ended === null ? 'does not answer' : `ended with ${String(ended)}`}.\n${log}`,
    );
  }
  return child;
}

/** The JDK that Debian's packages put there, where none is named: Elasticsearch does not look on the PATH. */
async function javaHome(): Promise<Readonly<Record<string, string>>> {
  const named = process.env['ES_JAVA_HOME'] ?? process.env['JAVA_HOME'];
  if (named !== undefined) return { ES_JAVA_HOME: named };
  const folder = '/usr/lib/jvm';
  const installed = (await readdir(folder).catch(() => []))
    .filter((name) => /^java-(?:17|21)-/.test(name))
    .sort();
  return installed[0] === undefined ? {} : { ES_JAVA_HOME: join(folder, installed[0]) };
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

/** Whether the server is there and has all its shards at hand, those from before a crash, too. */
async function answers(port: number): Promise<boolean> {
  try {
    const response = await fetch(
      `http://127.0.0.1:${String(port)}/_cluster/health?wait_for_status=yellow&timeout=1s`,
    );
    return response.ok;
  } catch {
    return false;
  }
}
