import { readFile, stat } from 'node:fs/promises';
import { DatabaseError } from '../database-error.js';

/** A user of the machine, as `spawn` and `chown` want it. */
export interface SystemUser {
  readonly uid: number;
  readonly gid: number;
}

/** Users that every Unix has; the first one that exists runs the server when we are root. */
const CANDIDATES = ['nobody', 'postgres', 'daemon'];

/**
 * The user who has to run the server, or `null` for the user who runs this process.
 *
 * PostgreSQL refuses to run as root. An existing user is borrowed then, so that nothing on the machine changes: the
 * owner of the cluster if there is one, else `nobody`.
 *
 * @throws DatabaseError `EMBEDDED_DATABASE_UNSUPPORTED` when root finds no user to borrow
 */
export async function findDatabaseUser(clusterDirectory: string): Promise<SystemUser | null> {
  if (process.getuid?.() !== 0) return null;
  const owner = await stat(clusterDirectory).catch(() => null);
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };

  const entries = (await readFile('/etc/passwd', 'utf8').catch(() => ''))
    .split('\n')
    .map((line) => line.split(':'));
  for (const candidate of CANDIDATES) {
    const entry = entries.find(([name]) => name === candidate);
    const user = { uid: Number(entry?.[2]), gid: Number(entry?.[3]) };
    // macOS gives `nobody` the id -2, which chown does not take.
    if (user.uid > 0 && user.gid >= 0) return user;
  }
  throw new DatabaseError(
    'EMBEDDED_DATABASE_UNSUPPORTED',
    'PostgreSQL does not run as root, and this machine has no user to run it as. Start as an ordinary user instead.',
  );
}
