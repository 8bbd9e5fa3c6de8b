import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readClusterPassword } from './cluster-password.js';
import { clusterUrl } from './cluster-url.js';
import { dataDirectoryAt } from './data-directory.js';
import { findLivePostmaster } from './live-postmaster.js';

/** An embedded cluster that another process has started. */
export interface RunningCluster {
  readonly port: number;
  urlFor(database: string): string;
}

/** The line of `postmaster.pid` that holds the port, from 0; see PostgreSQL's `src/include/utils/pidfile.h`. */
const PORT_LINE = 3;

/**
 * The embedded cluster that runs on a data directory now, for a command beside it; null when none does. Changes nothing, and
 * does not create the directory.
 *
 * @throws DatabaseError `DATA_DIRECTORY_DAMAGED` when it runs and its password cannot be read
 */
export async function findRunningCluster(dataDirectory: string): Promise<RunningCluster | null> {
  const directory = dataDirectoryAt(dataDirectory);
  if ((await findLivePostmaster(directory.cluster)) === null) return null;
  const lines = (await readFile(join(directory.cluster, 'postmaster.pid'), 'utf8').catch(() => '')).split(
    '\n',
  );
  const port = Number.parseInt(lines[PORT_LINE] ?? '', 10);
  // It is just starting, or has just stopped.
  if (!(port > 0)) return null;
  const password = await readClusterPassword(directory);
  return { port, urlFor: (database) => clusterUrl(port, password, database) };
}
