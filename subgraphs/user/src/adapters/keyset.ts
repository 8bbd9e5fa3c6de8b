import type { PageRequest } from '@techally/subgraph-kit';
import { Prisma } from './generated/prisma/client.js';
import { timePosition } from './page-position.js';

/** A list that is ordered by time and id. */
export interface TimeOrder {
  /** The name of the order; part of every cursor. */
  readonly name: string;
  readonly time: Prisma.Sql;
  readonly id: Prisma.Sql;
  readonly first: 'oldest' | 'newest';
}

/** The condition for rows beyond the page's cursor. */
export function beyondCursor(order: TimeOrder, page: PageRequest): Prisma.Sql {
  const position = timePosition(order.name, page);
  if (position === null) return Prisma.sql`TRUE`;
  const operator = runsUp(order, page) ? Prisma.sql`>` : Prisma.sql`<`;
  return Prisma.sql`(${order.time}, ${order.id}) ${operator} (${position.at}::timestamptz, ${position.id}::uuid)`;
}

/** The order of the page's rows, and how many there are: one more than the page has. */
export function orderAndLimit(order: TimeOrder, page: PageRequest): Prisma.Sql {
  const direction = runsUp(order, page) ? Prisma.sql`ASC` : Prisma.sql`DESC`;
  return Prisma.sql`ORDER BY ${order.time} ${direction}, ${order.id} ${direction} LIMIT ${page.limit + 1}`;
}

function runsUp(order: TimeOrder, page: PageRequest): boolean {
  return (order.first === 'oldest') === (page.direction === 'forward');
}
