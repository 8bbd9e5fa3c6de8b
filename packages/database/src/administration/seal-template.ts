import { quotedDatabaseName } from './quoted-database-name.js';
import { withClient } from './with-client.js';

/** Refuses connections to a template from now on: a single one, even autovacuum's, would make every clone fail. */
export async function sealTemplate(adminUrl: string, name: string): Promise<void> {
  const quoted = quotedDatabaseName(name);
  await withClient(adminUrl, (client) => client.query(`ALTER DATABASE ${quoted} ALLOW_CONNECTIONS false`));
}
