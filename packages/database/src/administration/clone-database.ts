import { quotedDatabaseName } from './quoted-database-name.js';
import { withClient } from './with-client.js';

/**
 * Creates the database `name` as a copy of `template`, which nobody may be connected to.
 *
 * Files are copied as they are: measured on a database of 8 MB, 13–27 ms, against 33–49 ms by way of the
 * write-ahead log, which is the server's default.
 */
export async function cloneDatabase(adminUrl: string, template: string, name: string): Promise<void> {
  const [source, target] = [quotedDatabaseName(template), quotedDatabaseName(name)];
  await withClient(adminUrl, (client) =>
    client.query(`CREATE DATABASE ${target} TEMPLATE ${source} STRATEGY file_copy`),
  );
}
