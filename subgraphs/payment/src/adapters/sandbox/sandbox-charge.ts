import { z } from 'zod';

/** A charge as the sandbox provider shows it, and as its client reads it. */
export const sandboxChargeSchema = z.object({
  id: z.string(),
  state: z.enum(['succeeded', 'declined', 'requires_action', 'cancelled']),
  /** Why it was declined. */
  code: z.string().nullable(),
  message: z.string().nullable(),
  clientSecret: z.string().nullable(),
});

export type SandboxCharge = z.output<typeof sandboxChargeSchema>;

/** The body of `POST /v1/charges` and `POST /v1/charges/cancel`. */
export const chargeBodySchema = z.strictObject({
  idempotencyKey: z.string().min(1),
  amountCents: z.int().positive(),
  currencyCode: z.string().length(3),
  token: z.string().min(1),
  reference: z.string(),
});

export type ChargeBody = z.output<typeof chargeBodySchema>;

/** The body of `POST /v1/refunds`. */
export const refundBodySchema = z.strictObject({
  idempotencyKey: z.string().min(1),
  chargeId: z.string().min(1),
  amountCents: z.int().positive(),
});

export type RefundBody = z.output<typeof refundBodySchema>;

/** The answer to `POST /v1/refunds`: given back, or refused with a code. */
export const refundAnswerSchema = z.union([z.object({ id: z.string() }), z.object({ code: z.string() })]);

/** The body of `POST /v1/charges/:id/confirm`: what the customer did. */
export const confirmBodySchema = z.strictObject({
  clientSecret: z.string(),
  outcome: z.enum(['succeed', 'fail']),
});
