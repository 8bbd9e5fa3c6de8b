import { chown, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { scratchDirectory } from './scratch-directory.js';
import { startEmbeddedCluster } from './start-embedded-cluster.js';
import type { EmbeddedCluster } from './start-embedded-cluster.js';
import { findDatabaseUser } from './system-user.js';

/**
 * Starts a cluster for tests and tools: in a directory of its own, gone without a trace when it is stopped or when this
 * process dies.
 *
 * @param options.durable Default `false`, which is fast; benchmarks want what users have.
 */
export async function startThrowawayCluster({
  durable = false,
}: { readonly durable?: boolean } = {}): Promise<EmbeddedCluster> {
  const dataDirectory = await mkdtemp(join(await scratchDirectory(), 'techally-throwaway-'));
  try {
    const user = await findDatabaseUser(join(dataDirectory, 'cluster'));
    // Whoever runs the server removes the directory if this process cannot do it any more.
    if (user) await chown(dataDirectory, user.uid, user.gid);
    return await startEmbeddedCluster({ dataDirectory, durable, removeWhenStopped: true });
  } catch (error) {
    await rm(dataDirectory, { recursive: true, force: true });
    throw error;
  }
}
