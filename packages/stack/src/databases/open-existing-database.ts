import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { databaseName, findRunningCluster, startEmbeddedCluster } from '@techally/database';
import type { DatabaseDomain, DatabaseSettings } from '@techally/database';

/** One domain's database, for a command beside the shop. */
export interface ExistingDatabase {
  readonly url: string;
  /** How it was reached, for people; never with a password. */
  readonly way: string;
  close(): Promise<void>;
}

/** Thrown when there is no embedded database yet. */
export class NoShopError extends Error {
  readonly code = 'NO_SHOP';
}

/**
 * Opens the database of a domain that is there already: on the server that the environment names, else on the embedded one. That
 * is used where a shop runs on it, and started for as long as it is open where none does.
 *
 * @throws {NoShopError} Thrown when there is no embedded database in the folder.
 * @throws {DatabaseError} Thrown when it cannot be started, or the domain's database is not configured.
 */
export async function openExistingDatabase(
  domain: DatabaseDomain,
  { databases, dataDirectory }: { readonly databases: DatabaseSettings; readonly dataDirectory: string },
): Promise<ExistingDatabase> {
  const nothing = () => Promise.resolve();
  if (databases.kind === 'server')
    return { url: databases.urlFor(domain), way: 'the server of the environment', close: nothing };
  const directory = join(dataDirectory, 'postgres');
  const running = await findRunningCluster(directory);
  if (running !== null) {
    return {
      url: running.urlFor(databaseName(domain)),
      way: 'the embedded database of the running shop',
      close: nothing,
    };
  }
  if (!existsSync(join(directory, 'cluster'))) {
    throw new NoShopError(
      `There is no shop in ${dataDirectory} yet: run \`npm start\` once, or name its folder by DATA_DIR or its server by DATABASE_URL.`,
    );
  }
  const cluster = await startEmbeddedCluster({ dataDirectory: directory });
  return {
    url: cluster.urlFor(databaseName(domain)),
    way: 'the embedded database of the stopped shop',
    close: () => cluster.stop(),
  };
}
