import pg from 'pg';

/** Runs one statement on a connection of its own, past all code of the shop; resolves with its rows. */
export async function queryDatabase<Row extends pg.QueryResultRow>(
  url: string,
  sql: string,
  values: readonly unknown[] = [],
): Promise<readonly Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<Row>(sql, [...values]);
    return rows;
  } finally {
    await client.end();
  }
}

/** The number that a `SELECT count(*)` answers with. */
export async function countRows(url: string, sql: string, values: readonly unknown[] = []): Promise<number> {
  const [row] = await queryDatabase<{ count: string }>(url, sql, values);
  return Number(row?.count);
}
