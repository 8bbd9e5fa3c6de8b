import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { DatabaseError } from '../database-error.js';
import { systemErrorCode } from './system-error-code.js';

/** What a data directory holds. */
export interface DataDirectory {
  readonly root: string;
  /** PostgreSQL's own files. */
  readonly cluster: string;
  /** The superuser's password, readable by its owner only. */
  readonly passwordFile: string;
}

/** What a person can do about a cluster that will not start. */
export const START_AFRESH =
  'If you can do without the data, start afresh with `npm start -- --fresh`, which deletes it; else restore a backup.';

/** Where things are in a data directory, which need not exist. */
export function dataDirectoryAt(path: string): DataDirectory {
  const root = resolve(path);
  return { root, cluster: join(root, 'cluster'), passwordFile: join(root, 'password') };
}

/**
 * Creates the directory if it is missing, with its parents.
 *
 * @throws DatabaseError `DATA_DIRECTORY_DAMAGED` when something else is in its place, `DATA_DIRECTORY_NOT_REACHABLE`
 * when it cannot be created
 */
export async function openDataDirectory(path: string): Promise<DataDirectory> {
  const directory = dataDirectoryAt(path);
  const { root } = directory;
  try {
    await mkdir(root, { recursive: true });
  } catch (cause) {
    const code = systemErrorCode(cause);
    if (code === 'EEXIST' || code === 'ENOTDIR') {
      throw new DatabaseError('DATA_DIRECTORY_DAMAGED', `${root} is not a directory. ${START_AFRESH}`, {
        cause,
      });
    }
    throw new DatabaseError(
      'DATA_DIRECTORY_NOT_REACHABLE',
      `The data directory ${root} cannot be created (${code ?? String(cause)}). Make its parent writable.`,
      { cause },
    );
  }
  return directory;
}
