import { quotedDatabaseName } from './quoted-database-name.js';
import { withClient } from './with-client.js';

/** Deletes a database, if there is one of this name, and disconnects whoever uses it. */
export async function dropDatabase(adminUrl: string, name: string): Promise<void> {
  const quoted = quotedDatabaseName(name);
  await withClient(adminUrl, (client) => client.query(`DROP DATABASE IF EXISTS ${quoted} WITH (FORCE)`));
}
