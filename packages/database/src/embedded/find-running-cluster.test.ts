import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { withClient } from '../administration/with-client.js';
import { findRunningCluster } from './find-running-cluster.js';
import { scratchDirectory } from './scratch-directory.js';
import { startEmbeddedCluster } from './start-embedded-cluster.js';

let parent: string;
let dataDirectory: string;

beforeEach(async () => {
  parent = await mkdtemp(join(await scratchDirectory(), 'techally-running-'));
  dataDirectory = join(parent, 'data');
});
afterEach(() => rm(parent, { recursive: true, force: true }));

it('finds the way to a cluster that somebody else has started, for as long as it runs', async () => {
  const cluster = await startEmbeddedCluster({ dataDirectory, durable: false });
  const running = await findRunningCluster(dataDirectory);
  expect(running?.port).toBe(cluster.port);
  expect(running?.urlFor('postgres')).toBe(cluster.adminUrl);
  await withClient(running?.urlFor('postgres') ?? '', (client) => client.query('SELECT 1'));
  await cluster.stop();
  expect(await findRunningCluster(dataDirectory)).toBeNull();
});

it('finds nothing where there is nothing, and makes nothing', async () => {
  expect(await findRunningCluster(dataDirectory)).toBeNull();
  expect(existsSync(dataDirectory)).toBe(false);
});

it('does not take a process for the server that only has its number', async () => {
  const cluster = join(dataDirectory, 'cluster');
  await mkdir(cluster, { recursive: true });
  await writeFile(join(cluster, 'postmaster.pid'), `${String(process.pid)}\n${cluster}\n0\n5432\n`);
  expect(await findRunningCluster(dataDirectory)).toBeNull();
});
