import pg from 'pg';

export interface BareCommitsOptions {
  readonly databaseUrl: string;
  /** Connections, each of which commits one transaction after another. */
  readonly concurrency: number;
  readonly seconds: number;
  /** Of ten commits, how many need not wait for the disk. */
  readonly unsafeTenths: number;
}

/** About what a row of an order has. */
const PAYLOAD = 'x'.repeat(300);

/** Commits a second of one PostgreSQL that has nothing else to do: one INSERT a transaction. */
export async function measureBareCommits({
  databaseUrl,
  concurrency,
  seconds,
  unsafeTenths,
}: BareCommitsOptions): Promise<number> {
  const clients = await Promise.all(
    Array.from({ length: concurrency }, async () => {
      const client = new pg.Client({ connectionString: databaseUrl });
      await client.connect();
      return client;
    }),
  );
  await clients[0]?.query(
    'CREATE TABLE IF NOT EXISTS bare_commits (id bigserial PRIMARY KEY, payload text NOT NULL)',
  );
  const end = Date.now() + seconds * 1000;
  let commits = 0;
  await Promise.all(
    clients.map(async (client, index) => {
      for (let turn = index; Date.now() < end; turn++) {
        // One statement is one transaction; the setting is the connection's, so it is changed only where it changes.
        const safe = turn % 10 >= unsafeTenths;
        await client.query({
          name: safe ? 'safe' : 'unsafe',
          text: safe
            ? 'INSERT INTO bare_commits (payload) VALUES ($1)'
            : `WITH fast AS MATERIALIZED (SELECT set_config('synchronous_commit', 'off', true) AS commit)
               INSERT INTO bare_commits (payload) SELECT $1 FROM fast`,
          values: [PAYLOAD],
        });
        commits += 1;
      }
    }),
  );
  await Promise.all(clients.map((client) => client.end()));
  return commits / seconds;
}
