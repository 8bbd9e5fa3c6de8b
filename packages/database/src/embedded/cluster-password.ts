import { randomBytes } from 'node:crypto';
import { chmod, link, readFile, unlink, writeFile } from 'node:fs/promises';
import { DatabaseError } from '../database-error.js';
import type { DataDirectory } from './data-directory.js';
import { START_AFRESH } from './data-directory.js';
import { systemErrorCode } from './system-error-code.js';

/** Creates the password of a new cluster. When two processes do so at once, both get the one that was first. */
export async function createClusterPassword(directory: DataDirectory): Promise<string> {
  const draft = `${directory.passwordFile}.${randomBytes(6).toString('hex')}`;
  await writeFile(draft, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
  try {
    // A link appears with its content complete and never replaces another one.
    await link(draft, directory.passwordFile).catch((error: unknown) => {
      if (systemErrorCode(error) !== 'EEXIST') throw error;
    });
  } finally {
    await unlink(draft);
  }
  return readClusterPassword(directory);
}

/** @throws DatabaseError `DATA_DIRECTORY_DAMAGED` when the file is missing or empty */
export async function readClusterPassword({ passwordFile }: DataDirectory): Promise<string> {
  const password = (await readFile(passwordFile, 'utf8').catch(() => '')).trim();
  if (password === '') {
    throw new DatabaseError(
      'DATA_DIRECTORY_DAMAGED',
      `The database's password is missing: ${passwordFile} cannot be read or is empty. ${START_AFRESH}`,
    );
  }
  await chmod(passwordFile, 0o600).catch(() => undefined);
  return password;
}
