import { chmod, chown, lchown, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseError } from '../database-error.js';
import type { DataDirectory } from './data-directory.js';
import { START_AFRESH } from './data-directory.js';
import type { SystemUser } from './system-user.js';

/**
 * Looks over an existing cluster before the server is started on it, and repairs what a copy of the directory
 * changes: its owner and its mode.
 *
 * @throws DatabaseError `DATA_DIRECTORY_DAMAGED` for a missing or other version, `DATA_DIRECTORY_NOT_REACHABLE` when
 * it belongs to somebody else
 */
export async function checkCluster(
  { cluster }: DataDirectory,
  user: SystemUser | null,
  majorVersion: string,
): Promise<void> {
  const entry = await stat(cluster);
  const ownUid = process.getuid?.();
  if (!user && ownUid !== undefined && entry.uid !== ownUid) {
    throw new DatabaseError(
      'DATA_DIRECTORY_NOT_REACHABLE',
      `The database in ${cluster} belongs to the user with id ${String(entry.uid)}, and you are ${String(ownUid)}. ` +
        'Start as the user who created it (root, if it was created by root), or name another data directory.',
    );
  }
  if (user && entry.uid !== user.uid) await changeOwner(cluster, user);
  if ((entry.mode & 0o077) !== 0) await chmod(cluster, 0o700);

  const version = (await readFile(join(cluster, 'PG_VERSION'), 'utf8').catch(() => '')).trim();
  if (version === majorVersion) return;
  throw new DatabaseError(
    'DATA_DIRECTORY_DAMAGED',
    version === ''
      ? `The database in ${cluster} is damaged: PG_VERSION is missing. ${START_AFRESH}`
      : `The database in ${cluster} was made by PostgreSQL ${version}, and this is ${majorVersion}. ${START_AFRESH}`,
  );
}

async function changeOwner(directory: string, { uid, gid }: SystemUser): Promise<void> {
  await chown(directory, uid, gid);
  for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
    await lchown(join(entry.parentPath, entry.name), uid, gid);
  }
}
