/** Deletes what has no use any more. */
export interface Housekeeping {
  /** Deletes tokens and sessions that expired, and counters that began, before these moments. */
  sweep(before: { readonly expired: Date; readonly counted: Date }): Promise<void>;
}
