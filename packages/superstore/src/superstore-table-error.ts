/** Thrown when the table is not the one that this package was written for: a column, a format or a rule is broken. */
export class SuperstoreTableError extends Error {
  readonly code = 'SUPERSTORE_TABLE_INVALID';

  /** @param row the table's own row id, when one row is to blame */
  constructor(
    reason: string,
    readonly row?: number,
  ) {
    super(row === undefined ? reason : `Row ${String(row)}: ${reason}`);
    this.name = 'SuperstoreTableError';
  }
}
