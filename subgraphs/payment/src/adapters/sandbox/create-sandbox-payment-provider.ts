import type { z } from 'zod';
import type { ChargeDeclined, ChargeOutcome } from '../../domain/charge-outcome.js';
import { CANCELLED_CODE } from '../../domain/charge-outcome.js';
import type { ChargeRequest, PaymentProvider } from '../../ports/payment-provider.js';
import { ProviderRequestError, ProviderUnknownOutcomeError } from '../../ports/provider-error.js';
import type { ChargeBody, SandboxCharge } from './sandbox-charge.js';
import { refundAnswerSchema, sandboxChargeSchema } from './sandbox-charge.js';

export interface SandboxPaymentProviderOptions {
  /** The base URL of the sandbox provider. */
  readonly url: string;
  /** Milliseconds to wait for an answer. Default 2,000. */
  readonly timeout?: number | undefined;
}

/** The payment provider port over HTTP to the sandbox provider. */
export function createSandboxPaymentProvider({
  url,
  timeout = 2_000,
}: SandboxPaymentProviderOptions): PaymentProvider {
  /** The body of an answer; null for 404. Anything else but an answer leaves the outcome unknown. */
  async function ask(path: string, body?: object): Promise<unknown> {
    let response: Response;
    let answer: unknown;
    try {
      response = await fetch(new URL(path, url), {
        ...(body === undefined
          ? {}
          : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(timeout),
      });
      answer = await response.json();
    } catch (cause) {
      throw new ProviderUnknownOutcomeError('The payment provider did not answer.', { cause });
    }
    if (response.ok) return answer;
    if (response.status === 404) return null;
    if (response.status >= 500)
      throw new ProviderUnknownOutcomeError(`The payment provider answered ${String(response.status)}.`);
    throw new ProviderRequestError(
      `The payment provider refused the request: ${String(response.status)} ${JSON.stringify(answer)}`,
    );
  }

  return {
    async charge(request) {
      return outcomeOf(read(sandboxChargeSchema, await ask('/v1/charges', chargeBody(request))));
    },

    async retrieve(query) {
      const path =
        'chargeId' in query
          ? `/v1/charges/${encodeURIComponent(query.chargeId)}`
          : `/v1/charges?idempotencyKey=${encodeURIComponent(query.idempotencyKey)}`;
      const charge = await ask(path);
      return charge === null ? { state: 'notFound' } : outcomeOf(read(sandboxChargeSchema, charge));
    },

    async cancel(request) {
      const outcome = outcomeOf(
        read(sandboxChargeSchema, await ask('/v1/charges/cancel', chargeBody(request))),
      );
      if (outcome.state === 'requiresAction')
        throw new ProviderUnknownOutcomeError('The payment provider did not cancel the charge.');
      return outcome;
    },

    async refund({ idempotencyKey, chargeId, amount }) {
      const body = { idempotencyKey, chargeId, amountCents: amount.cents };
      const answer = read(refundAnswerSchema, await ask('/v1/refunds', body));
      return 'id' in answer
        ? { state: 'succeeded', refundId: answer.id }
        : { state: 'refused', code: answer.code };
    },
  };
}

/** An answer that cannot be read tells nothing about what was done. */
function read<Schema extends z.ZodType>(schema: Schema, answer: unknown): z.output<Schema> {
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  throw new ProviderUnknownOutcomeError('The payment provider gave an answer that cannot be read.', {
    cause: parsed.error,
  });
}

function chargeBody({ idempotencyKey, amount, token, reference }: ChargeRequest): ChargeBody {
  return { idempotencyKey, amountCents: amount.cents, currencyCode: amount.currencyCode, token, reference };
}

function outcomeOf({ id, state, code, message, clientSecret }: SandboxCharge): ChargeOutcome {
  switch (state) {
    case 'succeeded':
      return { state: 'succeeded', chargeId: id };
    case 'requires_action':
      return { state: 'requiresAction', chargeId: id, clientSecret: clientSecret ?? '' };
    case 'declined':
      return {
        state: 'declined',
        code: code ?? 'declined',
        message: message ?? 'The payment was declined.',
      } satisfies ChargeDeclined;
    case 'cancelled':
      return {
        state: 'declined',
        code: CANCELLED_CODE,
        message: 'The payment was given up.',
      } satisfies ChargeDeclined;
  }
}
