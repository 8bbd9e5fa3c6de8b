import { join } from 'node:path';
import { databaseName, startEmbeddedCluster } from '@techally/database';
import type { DatabaseSettings } from '@techally/database';
import type { DatabaseAddresses } from './prepare-databases.js';

/** The databases of one run, and what has to be stopped at its end. */
export interface OpenDatabases extends DatabaseAddresses {
  close(): Promise<void>;
}

/** Starts the embedded PostgreSQL, or takes the server that the environment names. */
export async function openDatabases(
  settings: DatabaseSettings,
  dataDirectory: string,
  onProgress: (step: string) => void = () => undefined,
): Promise<OpenDatabases> {
  if (settings.kind === 'server') {
    return {
      adminUrl: settings.adminUrl,
      urlFor: (domain) => settings.urlFor(domain),
      close: () => Promise.resolve(),
    };
  }
  const cluster = await startEmbeddedCluster({ dataDirectory: join(dataDirectory, 'postgres'), onProgress });
  return {
    adminUrl: cluster.adminUrl,
    urlFor: (domain) => cluster.urlFor(databaseName(domain)),
    close: () => cluster.stop(),
  };
}
