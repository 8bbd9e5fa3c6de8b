import pg from 'pg';

export interface BareCommitsOptions {
  readonly databaseUrl: string;
  /** Connections, each of which commits one transaction after another. */
  readonly concurrency: number;
  readonly seconds: number;
}

/** About what a row of an order has. */
const PAYLOAD = 'x'.repeat(300);

/** Commits a second of one PostgreSQL that has nothing else to do: each is one INSERT that waits for the disk. */
export async function measureBareCommits({
  databaseUrl,
  concurrency,
  seconds,
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
    clients.map(async (client) => {
      while (Date.now() < end) {
        await client.query({
          name: 'commit',
          text: 'INSERT INTO bare_commits (payload) VALUES ($1)',
          values: [PAYLOAD],
        });
        commits += 1;
      }
    }),
  );
  await Promise.all(clients.map((client) => client.end()));
  return commits / seconds;
}
