import { columnOf } from './columns.js';
import { Prisma } from './generated/prisma/client.js';

type Row<Field extends string> = Readonly<Record<Field, unknown>>;

/** Writes some columns of a table, as a statement or as a part (WITH) of one. */
export interface RowWriter<Field extends string> {
  /** Inserts the rows one after the other, so that the numbers that the table gives them count in this order. */
  insert(rows: readonly Row<Field>[]): Prisma.Sql;
  /**
   * Overwrites the columns of the row with the same id; null overwrites nothing. One row at a time: PostgreSQL takes a set
   * made of JSON for a hundred rows, for which it would read a small table from end to end.
   *
   * @param more further assignments, each after a comma, in which `old` and `new` are the row
   */
  update(row: Row<Field | 'id'> | null, more?: Prisma.Sql): Prisma.Sql;
}

/**
 * Rows travel as one parameter of JSON, which PostgreSQL reads as rows of the table, each value of the type of its column.
 * So the text of a statement is the same for any number of rows, none included, and is prepared once.
 */
export function createRowWriter<Field extends string>(
  table: string,
  fields: readonly Field[],
): RowWriter<Field> {
  const columns = fields.map((field) => [columnOf(field), field] as const);
  const names = columns.map(([column]) => `"${column}"`);
  const list = names.join(', ');
  const insertInto = Prisma.raw(
    `INSERT INTO ${table} (${list}) SELECT ${list} FROM jsonb_populate_recordset(NULL::${table}, `,
  );
  const assignments = names.map((name) => `${name} = new.${name}`).join(', ');
  const updateTable = Prisma.raw(`UPDATE ${table} AS old SET ${assignments}`);
  const fromRow = Prisma.raw(`FROM jsonb_populate_record(NULL::${table}, `);
  const jsonOf = (row: Row<Field>) =>
    Object.fromEntries(columns.map(([column, field]) => [column, row[field]] as const));

  return {
    insert(rows) {
      const json = JSON.stringify(rows.map(jsonOf));
      return Prisma.sql`${insertInto}${json}::jsonb) WITH ORDINALITY ORDER BY ordinality`;
    },
    update(row, more = Prisma.empty) {
      const json = row === null ? null : JSON.stringify({ ...jsonOf(row), id: row.id });
      return Prisma.sql`${updateTable}${more} ${fromRow}${json}::jsonb) AS new WHERE old.id = new.id`;
    },
  };
}
