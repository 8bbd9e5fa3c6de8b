import { chown, mkdtemp, statfs } from 'node:fs/promises';
import { freemem, tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedCluster } from './start-embedded-cluster.js';
import type { EmbeddedCluster } from './start-embedded-cluster.js';
import { findDatabaseUser } from './system-user.js';

const GIGABYTE = 2 ** 30;

/**
 * Starts a cluster for tests and tools: in a directory of its own, fast rather than durable, gone without a trace
 * when it is stopped or when this process dies.
 */
export async function startThrowawayCluster(): Promise<EmbeddedCluster> {
  const dataDirectory = await mkdtemp(join(await scratchDirectory(), 'techally-throwaway-'));
  const user = await findDatabaseUser(join(dataDirectory, 'cluster'));
  // Whoever runs the server removes the directory if this process cannot do it any more.
  if (user) await chown(dataDirectory, user.uid, user.gid);
  return startEmbeddedCluster({ dataDirectory, durable: false, removeWhenStopped: true });
}

/** Memory, if there is plenty: copying a template takes 25 ms there and up to 200 ms on a slow disk. */
async function scratchDirectory(): Promise<string> {
  const memory = await statfs('/dev/shm').catch(() => null);
  const roomy = memory && memory.bavail * memory.bsize > 2 * GIGABYTE && freemem() > 4 * GIGABYTE;
  return roomy ? '/dev/shm' : tmpdir();
}
