import { execFileSync, spawn } from 'node:child_process';
import { mkdtemp, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { withClient } from '../administration/with-client.js';
import { freePort } from './free-port.js';
import { scratchDirectory } from './scratch-directory.js';
import { startEmbeddedCluster } from './start-embedded-cluster.js';
import type { ClusterStep, EmbeddedCluster, EmbeddedClusterOptions } from './start-embedded-cluster.js';

/**
 * A cluster with one row in it, which every test leaves stopped and sound. Its parent is closed to everybody but its
 * owner, as `/root` is.
 */
let dataDirectory: string;

beforeAll(async () => {
  dataDirectory = join(await mkdtemp(join(await scratchDirectory(), 'techally-cluster-')), 'data');
  const cluster = await startEmbeddedCluster({ dataDirectory, durable: false });
  await withClient(cluster.adminUrl, (client) => client.query('CREATE TABLE notes AS SELECT 1 AS number'));
  await cluster.stop();
});

afterAll(() => rm(dirname(dataDirectory), { recursive: true, force: true }));

async function emptyDirectory(): Promise<string> {
  const directory = await mkdtemp(join(await scratchDirectory(), 'techally-cluster-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

async function start(options: EmbeddedClusterOptions): Promise<EmbeddedCluster> {
  const cluster = await startEmbeddedCluster({ durable: false, ...options });
  onTestFinished(() => cluster.stop());
  return cluster;
}

async function numbers(cluster: EmbeddedCluster): Promise<number[]> {
  return withClient(cluster.adminUrl, async (client) => {
    const { rows } = await client.query<{ number: number }>('SELECT number FROM notes ORDER BY number');
    return rows.map(({ number }) => number);
  });
}

describe('starting and stopping', () => {
  test('a durable cluster keeps its data from one start to the next, and is initialised once', async () => {
    const directory = await emptyDirectory();
    const steps: ClusterStep[] = [];
    const onProgress = (step: ClusterStep): void => void steps.push(step);

    const first = await start({ dataDirectory: directory, durable: true, onProgress });
    await withClient(first.adminUrl, (client) => client.query('CREATE TABLE notes AS SELECT 7 AS number'));
    await first.stop();
    const second = await start({ dataDirectory: directory, durable: true, onProgress });

    expect(await numbers(second)).toEqual([7]);
    expect(steps).toEqual(['initialising', 'starting', 'ready', 'starting', 'ready']);
    const settings = await withClient(second.adminUrl, async (client) => {
      const { rows } = await client.query<{ name: string; setting: string }>(
        `SELECT name, setting FROM pg_settings
          WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit', 'max_connections') ORDER BY name`,
      );
      return Object.fromEntries(rows.map(({ name, setting }) => [name, setting]));
    });
    expect(settings).toEqual({
      fsync: 'on',
      full_page_writes: 'on',
      synchronous_commit: 'on',
      max_connections: '400',
    });
    expect((await readdir(directory)).sort()).toEqual(['cluster', 'password']);
  });

  test('the password is random, in a file that only its owner reads, and asked for', async () => {
    const cluster = await start({ dataDirectory });
    const file = join(dataDirectory, 'password');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const password = (await readFile(file, 'utf8')).trim();
    expect(password.length).toBeGreaterThanOrEqual(32);
    expect(new URL(cluster.adminUrl).password).toBe(password);

    const url = new URL(cluster.adminUrl);
    url.password = 'password';
    await expect(new pg.Client(url.href).connect()).rejects.toMatchObject({ code: '28P01' });
  });

  test('the server listens on 127.0.0.1 and on no other address', async () => {
    const cluster = await start({ dataDirectory });
    const others = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .filter(({ family, address }) => family === 'IPv4' && address !== '127.0.0.1')
      .map(({ address }) => address);
    for (const address of ['127.0.0.2', ...others]) {
      const client = new pg.Client({ host: address, port: cluster.port, connectionTimeoutMillis: 1_000 });
      await expect(client.connect(), address).rejects.toThrow(/ECONNREFUSED|EADDRNOTAVAIL|timeout/);
    }
  });

  test('stopping disconnects whoever is connected, ends the process and may be asked for twice', async () => {
    const cluster = await start({ dataDirectory });
    const client = new pg.Client(cluster.adminUrl);
    client.on('error', () => undefined);
    await client.connect();
    const query = expect(client.query('SELECT pg_sleep(60)')).rejects.toMatchObject({ code: '57P01' });
    await Promise.all([cluster.stop(), cluster.stop()]);
    await query;
    await cluster.exited;
    expect(() => process.kill(cluster.pid, 0)).toThrow('ESRCH');
  });

  test('a port that somebody else listens on is named in the error', async () => {
    const port = await freePort();
    const squatter = createServer().listen(port, '127.0.0.1');
    onTestFinished(() => void squatter.close());
    await expect(start({ dataDirectory, port })).rejects.toMatchObject({
      code: 'DATABASE_PORT_IN_USE',
      message: expect.stringContaining(String(port)) as string,
    });
  });
});

describe('after a crash', () => {
  test('a server that was killed leaves a stale postmaster.pid, and the next start recovers what was committed', async () => {
    const first = await start({ dataDirectory, durable: true });
    await withClient(first.adminUrl, (client) => client.query('INSERT INTO notes VALUES (2)'));
    process.kill(first.pid, 'SIGKILL');
    await first.exited;
    expect(await readFile(join(dataDirectory, 'cluster', 'postmaster.pid'), 'utf8')).toContain(
      String(first.pid),
    );

    const steps: ClusterStep[] = [];
    const second = await start({ dataDirectory, onProgress: (step) => steps.push(step) });
    expect(await numbers(second)).toEqual([1, 2]);
    expect(steps).toEqual(['starting', 'recovering', 'ready']);
    await withClient(second.adminUrl, (client) => client.query('DELETE FROM notes WHERE number = 2'));
  });

  test('a postmaster.pid whose number belongs to another program by now does not stop the start', async () => {
    const cluster = join(dataDirectory, 'cluster');
    const owner = await stat(cluster);
    const stranger = spawn('sleep', ['30'], { uid: owner.uid, gid: owner.gid });
    onTestFinished(() => void stranger.kill());
    await writeFile(
      join(cluster, 'postmaster.pid'),
      `${String(stranger.pid)}\n${cluster}\n1700000000\n5432\n\n127.0.0.1\n`,
    );
    expect(await numbers(await start({ dataDirectory }))).toEqual([1]);
  });

  test('a second start on a live directory is refused, and the first server does not notice', async () => {
    const first = await start({ dataDirectory });
    await expect(start({ dataDirectory })).rejects.toMatchObject({
      code: 'DATA_DIRECTORY_IN_USE',
      message: expect.stringContaining(String(first.pid)) as string,
    });
    expect(await numbers(first)).toEqual([1]);
  });

  test('of two first starts at once, one gets the directory', async () => {
    const options = { dataDirectory: await emptyDirectory() };
    const results = await Promise.allSettled([start(options), start(options)]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(results.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'DATA_DIRECTORY_IN_USE' },
    });
  });
});

describe('a damaged directory', () => {
  test.each([
    ['PG_VERSION is missing', 'cluster/PG_VERSION', null],
    ['the version is another one', 'cluster/PG_VERSION', '15\n'],
    ['the control file is missing', 'cluster/global/pg_control', null],
    ['the control file is cut short', 'cluster/global/pg_control', 'x'],
    ['the settings are missing', 'cluster/postgresql.conf', null],
    ['the log is missing', 'cluster/pg_wal', null],
    ['the databases are missing', 'cluster/base', null],
    ['the password is missing', 'password', null],
    ['the password is another one', 'password', 'guess\n'],
  ])('is refused with what to do about it when %s', async (_, file, content) => {
    const path = join(dataDirectory, file);
    const aside = join(dirname(dataDirectory), 'aside');
    await rename(path, aside);
    if (content !== null) await writeFile(path, content);
    await expect(start({ dataDirectory })).rejects.toMatchObject({
      code: 'DATA_DIRECTORY_DAMAGED',
      message: expect.stringContaining('npm start -- --fresh') as string,
    });
    await rm(path, { recursive: true, force: true });
    await rename(aside, path);
    expect(await numbers(await start({ dataDirectory }))).toEqual([1]);
  });

  test('is refused when a file has its place', async () => {
    await expect(start({ dataDirectory: join(dataDirectory, 'password') })).rejects.toMatchObject({
      code: 'DATA_DIRECTORY_DAMAGED',
    });
  });
});

describe.runIf(process.getuid?.() === 0)('as root', () => {
  test('the server runs as a user without rights, and no user is added for it', async () => {
    const users = await readFile('/etc/passwd', 'utf8');
    const cluster = await start({ dataDirectory });
    const uid = execFileSync('ps', ['-o', 'uid=', '-p', String(cluster.pid)], { encoding: 'utf8' }).trim();
    expect(uid).not.toBe('0');
    expect(await readFile('/etc/passwd', 'utf8')).toBe(users);
  });
});
