import type { PageRequest } from '@techally/subgraph-kit';
import { decodeCursor } from '@techally/subgraph-kit';

/** The parts of a Prisma `findMany` that read one page of a list sorted by a moment, newest first, ties by id. */
export interface NewestFirst<Time extends string> {
  readonly where: object;
  readonly orderBy: ({ readonly [column in Time]: 'asc' | 'desc' } | { readonly id: 'asc' | 'desc' })[];
  /** One more than the page holds, which tells whether there is another page. */
  readonly take: number;
}

/**
 * Keyset pagination over `time` and `id`.
 * @throws {BadUserInputError} Thrown when the cursor is not one of this list: it is typed into a query by anybody.
 */
export function newestFirst<Time extends string>(
  order: string,
  time: Time,
  page: PageRequest,
): NewestFirst<Time> {
  const forward = page.direction === 'forward';
  const direction = forward ? 'desc' : 'asc';
  return {
    where: page.cursor === null ? {} : beyond(order, time, page.cursor, forward ? 'lt' : 'gt'),
    orderBy: [{ [time]: direction } as { [column in Time]: 'asc' | 'desc' }, { id: direction }],
    take: page.limit + 1,
  };
}

function beyond(order: string, time: string, cursor: string, operator: 'lt' | 'gt'): object {
  const [at, id] = decodeCursor(order, cursor, ['time', 'uuid']);
  const moment = new Date(at);
  return { OR: [{ [time]: { [operator]: moment } }, { [time]: moment, id: { [operator]: id } }] };
}
