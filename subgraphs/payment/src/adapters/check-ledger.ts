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

type ImbalanceRow = Omit<LedgerImbalance, 'expectedCents' | 'bookedCents'> & {
  readonly expected: bigint;
  readonly booked: bigint;
};

/**
 * Compares every booking with its counterpart, and the books with the payments and refunds. One statement, hence one
 * moment in time; it may run beside a busy service.
 * @returns what is not right; an empty list when the ledger balances
 */
export async function checkLedger(databaseUrl: string): Promise<readonly LedgerImbalance[]> {
  const database = createDatabase({ databaseUrl });
  try {
    const rows = await database.$queryRaw<ImbalanceRow[]>`
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
    return rows.map(({ kind, id, expected, booked }) => ({
      kind,
      id,
      expectedCents: Number(expected),
      bookedCents: Number(booked),
    }));
  } finally {
    await database.$disconnect();
  }
}
