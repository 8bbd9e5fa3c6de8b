import { spawn } from 'node:child_process';
import { chown, mkdir, open, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseError } from '../database-error.js';
import type { DataDirectory } from './data-directory.js';
import { isProcessAlive } from './live-postmaster.js';
import type { PostgresBinaries } from './postgres-binaries.js';
import { SERVER_ENVIRONMENT } from './server-settings.js';
import { systemErrorCode } from './system-error-code.js';
import type { SystemUser } from './system-user.js';

const STAGING_PREFIX = 'cluster.new-';

/** The character classes of full-text search and trigrams come from here; not every machine has every locale. */
const LOCALES = ['C.UTF-8', 'en_US.UTF-8', 'C'] as const;

interface ClusterToInitialise {
  readonly binaries: PostgresBinaries;
  readonly directory: DataDirectory;
  readonly user: SystemUser | null;
  readonly password: string;
  readonly durable: boolean;
}

/**
 * Creates an empty cluster. It is made beside its place and moved there when it is complete, so a process that is
 * killed half-way leaves no half cluster behind, and of two processes one wins.
 *
 * @throws DatabaseError `EMBEDDED_DATABASE_FAILED` with the end of what `initdb` said
 */
export async function initialiseCluster(job: ClusterToInitialise): Promise<void> {
  await removeAbandonedStaging(job.directory);
  const staging = join(
    job.directory.root,
    `${STAGING_PREFIX}${String(process.pid)}-${randomBytes(4).toString('hex')}`,
  );
  try {
    for (const locale of LOCALES) {
      await mkdir(staging, { mode: 0o700 });
      if (job.user) await chown(staging, job.user.uid, job.user.gid);
      const { code, output } = await runInitdb(job, staging, locale);
      if (code === 0) break;
      await rm(staging, { recursive: true, force: true });
      if (!output.includes('invalid locale') || locale === 'C') {
        throw new DatabaseError(
          'EMBEDDED_DATABASE_FAILED',
          `PostgreSQL could not create its files in ${job.directory.root}:\n${output.trim().slice(-2_000)}`,
        );
      }
    }
    await rename(staging, job.directory.cluster).catch((error: unknown) => {
      if (!['ENOTEMPTY', 'EEXIST'].includes(systemErrorCode(error) ?? '')) throw error;
    });
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

async function removeAbandonedStaging({ root }: DataDirectory): Promise<void> {
  for (const name of await readdir(root)) {
    const pid = name.startsWith(STAGING_PREFIX)
      ? Number.parseInt(name.slice(STAGING_PREFIX.length), 10)
      : Number.NaN;
    if (pid > 0 && !isProcessAlive(pid)) await rm(join(root, name), { recursive: true, force: true });
  }
}

async function runInitdb(
  { binaries, user, password, durable, directory }: ClusterToInitialise,
  staging: string,
  locale: string,
): Promise<{ code: number | null; output: string }> {
  const passwordFile = `${staging}.password`;
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600, flag: 'wx' });
  if (user) await chown(passwordFile, user.uid, user.gid);
  // Handed over open: the directory may be closed to the user who runs initdb.
  const handle = await open(passwordFile, 'r');
  try {
    const flags = [
      '--username=postgres',
      '--auth=scram-sha-256',
      '--pwfile=/dev/fd/3',
      '--encoding=UTF8',
      `--locale=${locale}`,
      '--lc-messages=C',
      // Sorted by code point on every machine, whatever its locales.
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      // Iterations make guessing a weak password slow. This one has 192 random bits, and connecting should be quick.
      '--set=scram_iterations=1',
      ...(durable ? [] : ['--no-sync']),
    ];
    return await new Promise((resolve, reject) => {
      let output = '';
      const child = spawn(binaries.initdb, ['--pgdata', clusterPathFor(user, staging), ...flags], {
        ...user,
        cwd: staging,
        env: SERVER_ENVIRONMENT,
        stdio: ['ignore', 'pipe', 'pipe', handle.fd],
      });
      child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
      child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
      child.once('error', (cause) => {
        const message = `${binaries.initdb} cannot be run from ${directory.root}: ${cause.message}`;
        reject(new DatabaseError('EMBEDDED_DATABASE_FAILED', message, { cause }));
      });
      child.once('close', (code) => {
        resolve({ code, output });
      });
    });
  } finally {
    await handle.close();
    await rm(passwordFile, { force: true });
  }
}

/**
 * How to name a cluster to a program that runs as `user` with the cluster as its current directory.
 *
 * The parents of the cluster may be closed to that user (`/root/project/.data`). The current directory is entered
 * before the user is changed, and on Linux `/proc/self/cwd` leads there without passing the parents again.
 */
export function clusterPathFor(user: SystemUser | null, cluster: string): string {
  return user && process.platform === 'linux' ? '/proc/self/cwd' : cluster;
}
