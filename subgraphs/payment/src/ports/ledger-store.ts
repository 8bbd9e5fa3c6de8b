import type { PageRequest } from '@techally/subgraph-kit';
import type { LedgerEntry } from '../domain/ledger.js';

/** The name of the one order of ledger lists (newest first); part of every cursor. */
export const LEDGER_ORDER = 'LEDGER_NEWEST';

/** What a list of entries is narrowed to; absent means any. */
export interface LedgerFilter {
  readonly paymentId?: string;
}

/** Reads the ledger; bookings are written with the change that they belong to (see `PaymentStore.change`). */
export interface LedgerStore {
  /** Up to `page.limit + 1` entries, the newest first. */
  page(filter: LedgerFilter, page: PageRequest): Promise<readonly LedgerEntry[]>;
  count(filter: LedgerFilter): Promise<number>;
}
