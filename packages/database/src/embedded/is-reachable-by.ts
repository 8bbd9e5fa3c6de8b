import { realpath, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { SystemUser } from './system-user.js';

const READ = 0o4;
const SEARCH = 0o1;

/** Whether the mode bits let `user` read the file (or list and enter the directory) at `path`, given all its parents. */
export async function isReachableBy(user: SystemUser, path: string): Promise<boolean> {
  const target = await realpath(path);
  const entry = await stat(target);
  const needed = entry.isDirectory() ? READ | SEARCH : READ;
  return allows(user, entry, needed) && (await canTraverseTo(user, target));
}

/** Whether `user` may pass every directory above `path`, which need not exist. */
export async function canTraverseTo(user: SystemUser, path: string): Promise<boolean> {
  const parent = dirname(path);
  if (!allows(user, await stat(parent), SEARCH)) return false;
  return parent === path || parent === '/' ? true : canTraverseTo(user, parent);
}

function allows(
  user: SystemUser,
  entry: { uid: number; gid: number; mode: number },
  needed: number,
): boolean {
  const shift = entry.uid === user.uid ? 6 : entry.gid === user.gid ? 3 : 0;
  return ((entry.mode >> shift) & needed) === needed;
}
