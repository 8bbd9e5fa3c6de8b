import type { CursorValues } from './cursor.js';
import { encodeCursor } from './cursor.js';
import type { PageRequest } from './page-request.js';

export interface Edge<Node> {
  readonly cursor: string;
  readonly node: Node;
}

/** A Relay connection as resolvers return it. `totalCount` is a getter: it is counted only when a query selects it. */
export interface Connection<Node> {
  readonly edges: readonly Edge<Node>[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
  readonly totalCount: Promise<number>;
}

export interface ConnectionSource<Row, Node> {
  /** Up to `page.limit + 1` rows, in the order of the keyset query (reversed for a backward page). */
  readonly rows: readonly Row[];
  readonly page: PageRequest;
  /** The name of the sort order; see `encodeCursor`. */
  readonly order: string;
  readonly cursorOf: (row: Row) => CursorValues;
  readonly nodeOf: (row: Row) => Node;
  readonly totalCount: () => Promise<number>;
}

/** Makes a connection of the rows that a keyset query found. */
export function toConnection<Row, Node>(source: ConnectionSource<Row, Node>): Connection<Node> {
  const { page } = source;
  const more = source.rows.length > page.limit;
  const rows = source.rows.slice(0, page.limit);
  if (page.direction === 'backward') rows.reverse();
  const edges = rows.map((row) => ({
    cursor: encodeCursor(source.order, source.cursorOf(row)),
    node: source.nodeOf(row),
  }));
  const forward = page.direction === 'forward';
  return {
    edges,
    pageInfo: {
      hasNextPage: forward ? more : page.cursor !== null,
      hasPreviousPage: forward ? page.cursor !== null : more,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    get totalCount() {
      return source.totalCount();
    },
  };
}
