import type { PageRequest } from '@techally/subgraph-kit';
import { decodeCursor } from '@techally/subgraph-kit';
import { Prisma } from './generated/prisma/client.js';

/** The parts of a statement that read one page of a table, newest first; ties are broken by id. */
export interface NewestFirst {
  readonly condition: Prisma.Sql;
  readonly orderBy: Prisma.Sql;
}

/**
 * @param order the name of the order; part of every cursor
 * @param table the alias of a table with `created_at` and `id`
 * @throws BadUserInputError when the cursor is none of this list
 */
export function newestFirst(order: string, table: Prisma.Sql, page: PageRequest): NewestFirst {
  const forward = page.direction === 'forward';
  const direction = forward ? Prisma.sql`DESC` : Prisma.sql`ASC`;
  return {
    condition: beyondCursor(order, table, page, forward ? Prisma.sql`<` : Prisma.sql`>`),
    orderBy: Prisma.sql`${table}.created_at ${direction}, ${table}.id ${direction}`,
  };
}

function beyondCursor(order: string, table: Prisma.Sql, page: PageRequest, operator: Prisma.Sql): Prisma.Sql {
  if (page.cursor === null) return Prisma.sql`TRUE`;
  const [createdAt, id] = decodeCursor(order, page.cursor, ['time', 'uuid']);
  return Prisma.sql`(${table}.created_at, ${table}.id) ${operator} (${createdAt}::timestamptz, ${id}::uuid)`;
}
