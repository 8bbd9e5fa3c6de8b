import { chmod, cp, lstat, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseError } from '../database-error.js';
import { canTraverseTo, isReachableBy } from './is-reachable-by.js';
import { binariesIn } from './postgres-binaries.js';
import type { PostgresBinaries } from './postgres-binaries.js';
import type { SystemUser } from './system-user.js';

/**
 * Binaries that `user` can run: the given ones, or a copy of them in a temporary directory (60 MB, made once) when
 * they lie in a place that only root may enter, such as `/root/project/node_modules`.
 *
 * @throws DatabaseError `DATA_DIRECTORY_NOT_REACHABLE` when no temporary directory can be reached either
 */
export async function readableBinaries(
  binaries: PostgresBinaries,
  user: SystemUser | null,
  onCopy: () => void,
): Promise<PostgresBinaries> {
  if (!user) return binaries;
  const samples = [
    binaries.initdb,
    binaries.postgres,
    join(binaries.root, 'share', 'postgresql', 'postgres.bki'),
  ];
  const reachable = await Promise.all(samples.map((path) => isReachableBy(user, path)));
  if (reachable.every(Boolean)) return binaries;

  for (const parent of new Set([tmpdir(), '/tmp', '/var/tmp'])) {
    const copy = join(parent, `techally-postgres-${binaries.version}-${process.arch}`);
    const usable = await canTraverseTo(user, copy).catch(() => false);
    if (!usable) continue;
    if (!(await isTrustedCopy(copy, binaries.root))) {
      onCopy();
      await copyDistribution(binaries.root, copy, parent);
    }
    return binariesIn(copy, binaries.version);
  }
  throw new DatabaseError(
    'DATA_DIRECTORY_NOT_REACHABLE',
    `The user with id ${String(user.uid)}, who runs PostgreSQL for root, can reach neither ${binaries.root} nor a ` +
      'temporary directory. Move the project to a place that other users may enter, or start as an ordinary user.',
  );
}

/**
 * Anybody may create files in a temporary directory, so a copy that is run has to be ours, writable by us alone, and
 * complete (temporary directories are swept by age).
 */
async function isTrustedCopy(copy: string, source: string): Promise<boolean> {
  const entry = await lstat(copy).catch(() => null);
  if (!entry?.isDirectory() || entry.uid !== process.getuid?.() || (entry.mode & 0o022) !== 0) return false;
  const [copied, expected] = await Promise.all([files(copy), files(source)]);
  return copied.length === expected.length;
}

async function copyDistribution(source: string, target: string, parent: string): Promise<void> {
  const staging = await mkdtemp(join(parent, 'techally-postgres-'));
  await cp(source, staging, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (path) => !isBuildFile(path),
  });
  for (const entry of await readdir(staging, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isSymbolicLink()) continue;
    // A strict umask at install time leaves files that only their owner may read.
    const executable = entry.isDirectory() || ((await lstat(path)).mode & 0o100) !== 0;
    await chmod(path, executable ? 0o755 : 0o644);
  }
  await chmod(staging, 0o755);
  await rm(target, { recursive: true, force: true });
  await rename(staging, target).catch(async (error: unknown) => {
    await rm(staging, { recursive: true, force: true });
    // Another process may have put its copy there in the meantime; it is as good as ours.
    if (!(await isTrustedCopy(target, source))) throw error;
  });
}

async function files(directory: string): Promise<string[]> {
  return (await readdir(directory, { recursive: true })).filter((path) => !isBuildFile(path));
}

/** Static libraries and the like: needed by nothing that runs. */
function isBuildFile(path: string): boolean {
  return path.endsWith('.a') || path.endsWith('pkgconfig') || path.endsWith('.pc');
}
