/**
 * Where money stands, from the shop's point of view.
 *
 * - `PROVIDER_CLEARING`: what the provider holds for us (an asset).
 * - `REVENUE`: what customers have paid (income).
 * - `REFUNDS`: what went back to them (set against the revenue).
 */
export const LEDGER_ACCOUNTS = ['PROVIDER_CLEARING', 'REVENUE', 'REFUNDS'] as const;
export type LedgerAccount = (typeof LEDGER_ACCOUNTS)[number];

/** One side of a booking: either the debit or the credit is 0. */
export interface LedgerPosting {
  readonly account: LedgerAccount;
  readonly debitCents: number;
  readonly creditCents: number;
}

/** A movement of money whose debits and credits are equal. */
export interface LedgerTransaction {
  /** The payment's id for its charge, the refund's id for a refund, so that nothing can be booked twice. */
  readonly id: string;
  readonly paymentId: string;
  readonly currencyCode: string;
  readonly postings: readonly LedgerPosting[];
}

/** A posting that was booked. */
export interface LedgerEntry extends LedgerPosting {
  /** UUID. */
  readonly id: string;
  readonly transactionId: string;
  readonly paymentId: string;
  readonly currencyCode: string;
  readonly at: Date;
}

interface Movement {
  readonly id: string;
  readonly paymentId: string;
  readonly cents: number;
  readonly currencyCode: string;
}

/** A customer has paid: the provider holds the money, and it is revenue. */
export function chargeBooking({ id, paymentId, cents, currencyCode }: Movement): LedgerTransaction {
  return {
    id,
    paymentId,
    currencyCode,
    postings: [debit('PROVIDER_CLEARING', cents), credit('REVENUE', cents)],
  };
}

/** Money went back: the provider holds less. */
export function refundBooking({ id, paymentId, cents, currencyCode }: Movement): LedgerTransaction {
  return {
    id,
    paymentId,
    currencyCode,
    postings: [debit('REFUNDS', cents), credit('PROVIDER_CLEARING', cents)],
  };
}

function debit(account: LedgerAccount, cents: number): LedgerPosting {
  return { account, debitCents: cents, creditCents: 0 };
}

function credit(account: LedgerAccount, cents: number): LedgerPosting {
  return { account, debitCents: 0, creditCents: cents };
}
