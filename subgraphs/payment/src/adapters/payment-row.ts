import type { Payment } from '../domain/payment.js';
import type { PaymentFailure, PaymentFailureCode } from '../domain/payment-failure.js';
import type { Payment as PaymentRow } from './generated/prisma/client.js';
import { Prisma } from './generated/prisma/client.js';

/** The columns of `payments p` under the names of the Prisma model. */
export const PAYMENT_COLUMNS = Prisma.sql`p.id, p.order_id AS "orderId", p.order_number AS "orderNumber", p.user_id AS "userId",
  p.amount_cents AS "amountCents", p.currency_code AS "currencyCode", p.status::text AS status,
  p.payment_method_token AS "paymentMethodToken", p.idempotency_key AS "idempotencyKey",
  p.provider_charge_id AS "providerChargeId", p.client_secret AS "clientSecret", p.failure_code AS "failureCode",
  p.failure_message AS "failureMessage", p.decline_code AS "declineCode", p.refunded_cents AS "refundedCents",
  p.charge_attempts AS "chargeAttempts", p.attempts, p.next_check_at AS "nextCheckAt",
  p.action_expires_at AS "actionExpiresAt", p.cancel_requested_at AS "cancelRequestedAt",
  p.correlation_id AS "correlationId", p.causation_id AS "causationId", p.version,
  p.created_at AS "createdAt", p.updated_at AS "updatedAt"`;

/** Reads a row of the `payments` table, or one selected with `PAYMENT_COLUMNS`. */
export function paymentOfRow(row: PaymentRow): Payment {
  const { amountCents, currencyCode, refundedCents, failureCode, failureMessage, declineCode, ...rest } = row;
  return {
    ...rest,
    amount: { cents: Number(amountCents), currencyCode },
    refundedCents: Number(refundedCents),
    failure:
      failureCode === null
        ? null
        : { code: failureCode as PaymentFailureCode, message: failureMessage ?? '', declineCode },
  };
}

/** The columns of a failure. */
export function failureColumns(failure: PaymentFailure | null) {
  return {
    failureCode: failure?.code ?? null,
    failureMessage: failure?.message ?? null,
    declineCode: failure?.declineCode ?? null,
  };
}
