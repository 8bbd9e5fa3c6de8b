import { execFile } from 'node:child_process';
import { readFile, readlink, realpath, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { systemErrorCode } from './system-error-code.js';

/** Whether a process with this id exists, whoever owns it. */
export function isProcessAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return systemErrorCode(error) === 'EPERM';
  }
}

/**
 * The id of the server that runs on this cluster now, or `null`.
 *
 * `postmaster.pid` outlives a server that was killed, and its number may belong to any other process by now (in a
 * container it nearly always does), so the process itself is asked.
 */
export async function findLivePostmaster(cluster: string): Promise<number | null> {
  const pid = await recordedPid(cluster);
  if (pid === null || !isProcessAlive(pid)) return null;
  return (await isServerOf(cluster, pid)) ? pid : null;
}

/**
 * Makes a `postmaster.pid` whose number went to another process harmless. PostgreSQL would refuse to start because of
 * it. The rest of the file stays: by it the new server makes sure that no process of the old one is left.
 */
export async function disownReusedPid(cluster: string): Promise<void> {
  const pid = await recordedPid(cluster);
  if (pid === null || !isProcessAlive(pid) || (await isServerOf(cluster, pid))) return;
  const path = join(cluster, 'postmaster.pid');
  const [, ...rest] = (await readFile(path, 'utf8')).split('\n');
  // A server takes its own parent, which is this process, for no conflict.
  await writeFile(path, [String(process.pid), ...rest].join('\n'));
}

async function recordedPid(cluster: string): Promise<number | null> {
  const file = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '');
  const pid = Number.parseInt(file, 10);
  return pid > 0 ? pid : null;
}

async function isServerOf(cluster: string, pid: number): Promise<boolean> {
  if (process.platform !== 'linux') {
    const { stdout } = await promisify(execFile)('ps', ['-o', 'comm=', '-p', String(pid)]).catch(() => ({
      stdout: '',
    }));
    return stdout.includes('postgres');
  }
  try {
    // A server never leaves its data directory.
    return (await readlink(`/proc/${String(pid)}/cwd`)) === (await realpath(cluster));
  } catch (error) {
    if (systemErrorCode(error) !== 'EACCES') return false;
    const name = await readFile(`/proc/${String(pid)}/comm`, 'utf8').catch(() => '');
    return name.trim() === 'postgres';
  }
}
