import pg from 'pg';
import type { TestStack } from '../harness/start-test-stack.js';

const DOMAINS = ['auth', 'user', 'product', 'order', 'payment', 'inventory', 'notification'] as const;

/** What comes and goes by itself, or counts attempts of everybody. */
const PASSING_TABLES = new Set(['_prisma_migrations', 'outbox', 'inbox', 'login_attempts', 'signing_keys']);
/** What the payment service writes down whenever it asks the bank about a payment that waits to be confirmed. */
const PASSING_COLUMNS = ['attempts', 'next_check_at', 'updated_at', 'version'];
const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

/** One row of a database. */
export interface Row {
  /** `order.orders`: domain and table. */
  readonly table: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** Everything that the databases keep of one account. */
export interface AccountRows {
  readonly rows: readonly Row[];
  /** The ids in these rows → table and column where each was met first. */
  readonly ids: ReadonlyMap<string, string>;
}

/** All rows of all domains, without the queues. */
export async function readAllRows({ urlFor }: Pick<TestStack, 'urlFor'>): Promise<readonly Row[]> {
  const lists = await Promise.all(
    DOMAINS.map(async (domain) => {
      const client = new pg.Client({ connectionString: urlFor(domain) });
      await client.connect();
      const { rows: tables } = await client.query<{ name: string }>(
        `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1`,
      );
      const found: Row[] = [];
      for (const { name } of tables.filter((table) => !PASSING_TABLES.has(table.name))) {
        const { rows } = await client.query<{ values: Record<string, unknown> }>(
          `SELECT to_jsonb(t) AS values FROM ${pg.escapeIdentifier(name)} t`,
        );
        const table = `${domain}.${name}`;
        for (const { values } of rows) {
          if (table === 'payment.payments')
            for (const column of PASSING_COLUMNS) Reflect.deleteProperty(values, column);
          found.push({ table, values });
        }
      }
      await client.end();
      return found;
    }),
  );
  return lists.flat();
}

/**
 * The rows that belong to an account: those that name it, and those that name one of these, and so on.
 *
 * @param shared ids that rows of several accounts name, such as those of products
 */
export function rowsOfAccount(
  all: readonly Row[],
  account: { readonly id: string; readonly email: string },
  shared: ReadonlySet<string>,
): AccountRows {
  const ids = new Map([[account.id, 'auth.accounts.id']]);
  const rows = new Set<Row>();
  for (let before = -1; before !== rows.size;) {
    before = rows.size;
    for (const row of all) {
      const text = JSON.stringify(row.values);
      if (!text.includes(account.email) && !ids.keys().some((id) => text.includes(id))) continue;
      rows.add(row);
      for (const [column, value] of Object.entries(row.values)) {
        const isId = /^(?:id|transaction_id)$/.test(column) && typeof value === 'string' && UUID.test(value);
        if (isId && !shared.has(value) && !ids.has(value)) ids.set(value, `${row.table}.${column}`);
      }
    }
  }
  return { rows: [...rows], ids };
}

/**
 * The texts of these rows that no other row has, with table and column: shorter ones than 8 characters are too likely
 * to turn up by chance. Reviews are public.
 */
export function textsOnlyIn(rows: readonly Row[], all: readonly Row[]): ReadonlyMap<string, string> {
  const own = new Set(rows);
  const others = JSON.stringify(all.filter((row) => !own.has(row)));
  const found = new Map<string, string>();
  for (const { table, values } of rows.filter((row) => row.table !== 'product.reviews')) {
    for (const [column, value] of Object.entries(values)) {
      const isText = typeof value === 'string' && value.length >= 8 && !/_?id$/.test(column);
      if (isText && !others.includes(JSON.stringify(value).slice(1, -1)))
        found.set(value, `${table}.${column}`);
    }
  }
  return found;
}
