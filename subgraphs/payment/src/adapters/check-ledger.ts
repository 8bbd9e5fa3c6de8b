import type { Database } from './prisma-client.js';
import { createDatabase } from './prisma-client.js';

/** Something in the books that is not right. */
export interface LedgerImbalance {
  /**
   * - `TRANSACTION_UNBALANCED`: debits and credits of one transaction differ, or it mixes currencies.
   * - `CHARGE_MISMATCH`: what is booked as a payment's charge is not what its status and amount say.
   * - `REFUND_MISMATCH`: a payment's refunded total, its refunds and what is booked for them differ.
   */
  readonly kind: 'TRANSACTION_UNBALANCED' | 'CHARGE_MISMATCH' | 'REFUND_MISMATCH';
  /** The transaction (for `TRANSACTION_UNBALANCED`), else the payment. */
  readonly id: string;
  readonly expectedCents: number;
  readonly bookedCents: number;
}

/** What the books hold, and what is wrong with them. */
export interface LedgerReport {
  readonly transactions: number;
  readonly entries: number;
  readonly payments: number;
  /** All debits and all credits, by currency; equal where the ledger balances. */
  readonly totals: readonly LedgerTotal[];
  /** Empty when the ledger balances. */
  readonly imbalances: readonly LedgerImbalance[];
}

export interface LedgerTotal {
  /** ISO 4217. */
  readonly currencyCode: string;
  readonly debitCents: number;
  readonly creditCents: number;
}

type ImbalanceRow = Omit<LedgerImbalance, 'expectedCents' | 'bookedCents'> & {
  readonly expected: bigint;
  readonly booked: bigint;
};

/**
 * Compares every booking with its counterpart, and the books with the payments and refunds, all at one moment in time; it may
 * run beside a busy service.
 */
export async function checkLedger(databaseUrl: string): Promise<LedgerReport> {
  const database = createDatabase({ databaseUrl });
  try {
    // One snapshot for all of them: bookings go on meanwhile.
    const [imbalances, [counts], totals] = await database.$transaction(
      [findImbalances(database), count(database), sumByCurrency(database)],
      { isolationLevel: 'RepeatableRead' },
    );
    return {
      transactions: Number(counts?.transactions ?? 0),
      entries: Number(counts?.entries ?? 0),
      payments: Number(counts?.payments ?? 0),
      totals: totals.map(({ currencyCode, debits, credits }) => ({
        currencyCode,
        debitCents: Number(debits),
        creditCents: Number(credits),
      })),
      imbalances: imbalances.map(({ kind, id, expected, booked }) => ({
        kind,
        id,
        expectedCents: Number(expected),
        bookedCents: Number(booked),
      })),
    };
  } finally {
    await database.$disconnect();
  }
}

function count(database: Database) {
  return database.$queryRaw<{ transactions: bigint; entries: bigint; payments: bigint }[]>`
    SELECT count(DISTINCT transaction_id) AS transactions, count(*) AS entries,
           (SELECT count(*) FROM payments) AS payments
    FROM ledger_entries`;
}

function sumByCurrency(database: Database) {
  return database.$queryRaw<{ currencyCode: string; debits: bigint; credits: bigint }[]>`
    SELECT currency_code AS "currencyCode", sum(debit_cents)::bigint AS debits, sum(credit_cents)::bigint AS credits
    FROM ledger_entries GROUP BY currency_code ORDER BY currency_code`;
}

function findImbalances(database: Database) {
  return database.$queryRaw<ImbalanceRow[]>`
    WITH booked AS (
      SELECT payment_id,
             coalesce(sum(credit_cents) FILTER (WHERE account = 'REVENUE'), 0) AS revenue,
             coalesce(sum(debit_cents) FILTER (WHERE account = 'REFUNDS'), 0) AS refunds,
             coalesce(sum(debit_cents - credit_cents) FILTER (WHERE account = 'PROVIDER_CLEARING'), 0) AS clearing
      FROM ledger_entries GROUP BY payment_id
    ), refunded AS (
      SELECT payment_id, sum(amount_cents) AS cents FROM refunds WHERE status = 'SUCCEEDED' GROUP BY payment_id
    ), compared AS (
      SELECT p.id, coalesce(b.revenue, 0) AS revenue, coalesce(b.refunds, 0) AS refunds, coalesce(b.clearing, 0) AS clearing,
             CASE WHEN p.status IN ('SUCCEEDED', 'PARTIALLY_REFUNDED', 'REFUNDED') THEN p.amount_cents ELSE 0 END AS charged,
             p.refunded_cents, coalesce(r.cents, 0) AS given_back
      FROM payments p LEFT JOIN booked b ON b.payment_id = p.id LEFT JOIN refunded r ON r.payment_id = p.id
    )
    SELECT 'TRANSACTION_UNBALANCED' AS kind, transaction_id AS id, sum(debit_cents)::bigint AS expected, sum(credit_cents)::bigint AS booked
    FROM ledger_entries GROUP BY transaction_id
    HAVING sum(debit_cents) <> sum(credit_cents) OR count(DISTINCT currency_code) > 1
    UNION ALL
    SELECT 'CHARGE_MISMATCH', id, charged::bigint, revenue::bigint FROM compared
    WHERE charged <> revenue OR clearing <> revenue - refunds
    UNION ALL
    SELECT 'REFUND_MISMATCH', id, refunded_cents::bigint, refunds::bigint FROM compared
    WHERE refunded_cents <> refunds OR refunded_cents <> given_back
    ORDER BY kind, id`;
}
