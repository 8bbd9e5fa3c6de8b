import DataLoader from 'dataloader';

/**
 * Batches look-ups by id. Ids without a row load `null`. UUIDs are compared in lower case, as PostgreSQL returns them.
 */
export function createEntityLoader<Row extends { readonly id: string }>(
  findMany: (ids: readonly string[]) => Promise<readonly Row[]>,
): DataLoader<string, Row | null> {
  return createKeyedLoader(findMany, (row) => row.id);
}

/** Batches look-ups by any unique text key of a row. */
export function createKeyedLoader<Row>(
  findMany: (keys: readonly string[]) => Promise<readonly Row[]>,
  keyOf: (row: Row) => string,
): DataLoader<string, Row | null> {
  return new DataLoader(async (keys: readonly string[]) => {
    const rows = new Map((await findMany(keys)).map((row) => [keyOf(row), row]));
    return keys.map((key) => rows.get(key) ?? null);
  });
}

/** Batches counts by parent id; parents without children count 0. */
export function createCountLoader(
  countMany: (parentIds: readonly string[]) => Promise<ReadonlyMap<string, number>>,
): DataLoader<string, number> {
  return new DataLoader(async (parentIds: readonly string[]) => {
    const counts = await countMany(parentIds);
    return parentIds.map((id) => counts.get(id) ?? 0);
  });
}
