/** The limits of every connection pool, in the shape that both `pg.Pool` and `PrismaPg` take. */
export const POOL_OPTIONS = {
  /** Connections per pool. */
  max: 20,
  /** A connection that nobody uses is closed after this time. */
  idleTimeoutMillis: 30_000,
  /** How long a query waits for a connection, a free one or a new one, before it is refused. */
  connectionTimeoutMillis: 2_000,
} as const;
