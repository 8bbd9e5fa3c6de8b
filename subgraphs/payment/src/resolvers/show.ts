import { ErrorCode, maySee, toMoneyType } from '@techally/subgraph-kit';
import type { RequestContext } from '@techally/subgraph-kit';
import type { LedgerEntry } from '../domain/ledger.js';
import type { Payment } from '../domain/payment.js';
import type { Refund } from '../domain/refund.js';
import type { LedgerEntryType } from './types/ledger-entry-type.js';
import { LedgerAccountType } from './types/ledger-entry-type.js';
import type { PaymentType } from './types/payment-type.js';
import { PaymentStatusType } from './types/payment-type.js';
import type { RefundType } from './types/refund-type.js';
import { RefundStatusType } from './types/refund-type.js';

/** A payment as the graph shows it to those who may see it. */
export function showPayment(payment: Payment): PaymentType {
  const {
    id,
    status,
    amount,
    refundedCents,
    failure,
    version,
    createdAt,
    orderId,
    orderNumber,
    userId,
    clientSecret,
  } = payment;
  return {
    id,
    status: PaymentStatusType[status],
    amount: toMoneyType(amount),
    refundedAmount: toMoneyType({ cents: refundedCents, currencyCode: amount.currencyCode }),
    failure: failure && { ...failure, code: ErrorCode[failure.code] },
    version,
    createdAt,
    orderId,
    orderNumber,
    userId,
    secret: clientSecret,
  };
}

/** A payment as the graph shows it; null when there is none, or it is somebody else's. */
export function showPaymentTo(
  { identity }: Pick<RequestContext, 'identity'>,
  payment: Payment | null,
): PaymentType | null {
  return payment !== null && maySee(identity, payment.userId, 'payments') ? showPayment(payment) : null;
}

export function showRefund(
  { id, cents, status, reason, createdAt }: Refund,
  currencyCode: string,
): RefundType {
  return {
    id,
    amount: toMoneyType({ cents, currencyCode }),
    status: RefundStatusType[status],
    reason,
    createdAt,
  };
}

export function showLedgerEntry(entry: LedgerEntry): LedgerEntryType {
  const { id, transactionId, account, debitCents, creditCents, currencyCode, at, paymentId } = entry;
  return {
    id,
    transactionId,
    account: LedgerAccountType[account],
    debit: toMoneyType({ cents: debitCents, currencyCode }),
    credit: toMoneyType({ cents: creditCents, currencyCode }),
    at,
    paymentId,
  };
}
