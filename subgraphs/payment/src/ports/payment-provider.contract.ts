import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ChargeRequest, PaymentProvider } from './payment-provider.js';
import { ProviderUnknownOutcomeError } from './provider-error.js';

/** A provider whose books are empty, and what the suite does to it. */
export interface ContractProvider {
  readonly provider: PaymentProvider;
  /** The next request that moves money is carried out, and nobody hears of it. */
  loseNextAnswer(): Promise<void>;
  /** The next request is answered that the provider has failed, and is not carried out. */
  failNextRequest(): Promise<void>;
  /** Waits until charges are found by their keys: the port lets a lookup lag behind. */
  catchUp(): Promise<void>;
  /** What the customer does about a charge that requires an action. */
  confirm(chargeId: string, clientSecret: string, outcome: 'succeed' | 'fail'): Promise<void>;
  /** What was charged and given back in all, in the provider's own books. */
  books(): Promise<{
    readonly charges: number;
    readonly chargedCents: number;
    readonly refundedCents: number;
  }>;
  dispose(): Promise<void>;
}

/** Asks until the outcome is known, as the port's users do. */
async function known<Outcome>(ask: () => Promise<Outcome>): Promise<Outcome> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof ProviderUnknownOutcomeError) || attempt === 20) throw error;
      await delay(20);
    }
  }
}

const UNKNOWN = { code: 'PROVIDER_UNKNOWN_OUTCOME' };
const REFUSED = { code: 'PROVIDER_REQUEST_REFUSED' };
const GIVEN_UP = { state: 'declined', code: 'cancelled' };

/** The suite that every {@link PaymentProvider} passes. */
export function describePaymentProviderContract(
  name: string,
  createProvider: () => Promise<ContractProvider>,
): void {
  describe(`the payment provider ${name}`, () => {
    let world: ContractProvider;
    let provider: PaymentProvider;

    beforeEach(async () => {
      world = await createProvider();
      ({ provider } = world);
    });

    afterEach(async () => {
      await world.dispose();
    });

    const request = (token = 'tok_visa'): ChargeRequest => ({
      idempotencyKey: `pay:${randomUUID()}`,
      amount: { cents: 5_000, currencyCode: 'USD' },
      token,
      reference: 'N-1',
    });

    const chargedId = async (charge: ChargeRequest = request()) => {
      const outcome = await provider.charge(charge);
      if (outcome.state !== 'succeeded') throw new Error(`The charge ended ${outcome.state}.`);
      return outcome.chargeId;
    };

    const waiting = async (charge: ChargeRequest) => {
      const outcome = await provider.charge(charge);
      if (outcome.state !== 'requiresAction') throw new Error(`The charge ended ${outcome.state}.`);
      return outcome;
    };

    const refundOf = (chargeId: string, cents: number, idempotencyKey = `refund:${randomUUID()}`) => ({
      idempotencyKey,
      chargeId,
      amount: { cents, currencyCode: 'USD' },
    });

    describe('a charge', () => {
      it('is made once for a key, however often and at the same time it is asked for', async () => {
        const charge = request();
        const atOnce = [1, 2, 3].map(() => known(() => provider.charge(charge)));
        const [first, ...others] = await Promise.all(atOnce);
        expect(first).toMatchObject({ state: 'succeeded', chargeId: expect.any(String) as string });
        expect([...others, await provider.charge(charge)]).toEqual([first, first, first]);
        expect(await world.books()).toEqual({ charges: 1, chargedCents: 5_000, refundedCents: 0 });
      });

      it('is found again by its key and by its id', async () => {
        const charge = request();
        const chargeId = await chargedId(charge);
        await world.catchUp();
        const found = { state: 'succeeded', chargeId };
        expect(await provider.retrieve({ idempotencyKey: charge.idempotencyKey })).toEqual(found);
        expect(await provider.retrieve({ chargeId })).toEqual(found);
      });

      it('that nobody has asked for is not found', async () => {
        const notFound = { state: 'notFound' };
        expect(await provider.retrieve({ idempotencyKey: `it's \\ ${randomUUID()}` })).toEqual(notFound);
        expect(await provider.retrieve({ chargeId: 'pi_unknown' })).toEqual(notFound);
      });

      it('of another amount is refused under the same key', async () => {
        const charge = request();
        await chargedId(charge);
        const other = { ...charge, amount: { ...charge.amount, cents: 6_000 } };
        await expect(provider.charge(other)).rejects.toMatchObject(REFUSED);
        expect(await world.books()).toMatchObject({ charges: 1, chargedCents: 5_000 });
      });

      it.each([
        ['tok_chargeDeclined', 'card_declined'],
        ['tok_insufficientFunds', 'insufficient_funds'],
        ['tok_neverHeardOf', 'invalid_token'],
      ])('of %s is declined with %s, at the second time, too', async (token, code) => {
        const charge = request(token);
        const declined = { state: 'declined', code, message: expect.any(String) as string };
        expect(await provider.charge(charge)).toEqual(declined);
        expect(await provider.charge(charge)).toEqual(declined);
        expect(await world.books()).toMatchObject({ charges: 0 });
      });
    });

    describe('a charge whose outcome is unknown', () => {
      it('was made when the answer was lost: it is found, and not made again', async () => {
        const charge = request();
        await world.loseNextAnswer();
        await expect(provider.charge(charge)).rejects.toMatchObject(UNKNOWN);
        expect(await provider.charge(charge)).toMatchObject({ state: 'succeeded' });
        await world.catchUp();
        expect(await provider.retrieve({ idempotencyKey: charge.idempotencyKey })).toMatchObject({
          state: 'succeeded',
        });
        expect(await world.books()).toMatchObject({ charges: 1 });
      });

      it('was not made when the provider failed: it is not found, and can be made', async () => {
        const charge = request();
        await world.failNextRequest();
        await expect(provider.charge(charge)).rejects.toMatchObject(UNKNOWN);
        expect(await provider.retrieve({ idempotencyKey: charge.idempotencyKey })).toEqual({
          state: 'notFound',
        });
        expect(await provider.charge(charge)).toMatchObject({ state: 'succeeded' });
        expect(await world.books()).toMatchObject({ charges: 1 });
      });

      it('cannot be given up any more when it was made', async () => {
        const charge = request();
        await world.loseNextAnswer();
        await expect(provider.charge(charge)).rejects.toMatchObject(UNKNOWN);
        expect(await provider.cancel(charge)).toMatchObject({ state: 'succeeded' });
      });
    });

    describe('a charge that is given up', () => {
      it('charges nothing when its request arrives afterwards', async () => {
        const charge = request();
        expect(await provider.cancel(charge)).toMatchObject(GIVEN_UP);
        expect(await provider.charge(charge)).toMatchObject(GIVEN_UP);
        await world.catchUp();
        expect(await provider.retrieve({ idempotencyKey: charge.idempotencyKey })).toMatchObject(GIVEN_UP);
        expect(await world.books()).toMatchObject({ charges: 0 });
      });

      it('stays given up when that is asked for again', async () => {
        const charge = request();
        expect(await provider.cancel(charge)).toMatchObject(GIVEN_UP);
        expect(await provider.cancel(charge)).toMatchObject(GIVEN_UP);
      });

      it('at the moment when it is made is either charged or given up, and both are told so', async () => {
        const charge = request();
        const [made, cancelled] = await Promise.all([
          known(() => provider.charge(charge)),
          known(() => provider.cancel(charge)),
        ]);
        expect(made.state).toBe(cancelled.state);
        const { charges } = await world.books();
        expect(charges).toBe(made.state === 'succeeded' ? 1 : 0);
      });
    });

    describe('a charge that requires an action', () => {
      it('is charged when the customer confirms', async () => {
        const charge = request('tok_threeDSecure');
        const { chargeId, clientSecret } = await waiting(charge);
        expect(clientSecret).not.toBe('');
        expect(await provider.retrieve({ chargeId })).toEqual({
          state: 'requiresAction',
          chargeId,
          clientSecret,
        });
        expect(await world.books()).toMatchObject({ charges: 0 });
        await world.confirm(chargeId, clientSecret, 'succeed');
        expect(await provider.retrieve({ chargeId })).toEqual({ state: 'succeeded', chargeId });
        expect(await provider.cancel(charge)).toEqual({ state: 'succeeded', chargeId });
        expect(await world.books()).toMatchObject({ charges: 1, chargedCents: 5_000 });
      });

      it('is declined for good when the customer fails to confirm', async () => {
        const { chargeId, clientSecret } = await waiting(request('tok_threeDSecure'));
        await world.confirm(chargeId, clientSecret, 'fail');
        const declined = { state: 'declined', code: 'authentication_failed' };
        expect(await provider.retrieve({ chargeId })).toMatchObject(declined);
        await world.confirm(chargeId, clientSecret, 'succeed');
        expect(await provider.retrieve({ chargeId })).toMatchObject(declined);
        expect(await world.books()).toMatchObject({ charges: 0 });
      });

      it('cannot be confirmed any more when it was given up', async () => {
        const charge = request('tok_threeDSecure');
        const { chargeId, clientSecret } = await waiting(charge);
        expect(await provider.cancel(charge)).toMatchObject(GIVEN_UP);
        await world.confirm(chargeId, clientSecret, 'succeed');
        expect(await provider.retrieve({ chargeId })).toMatchObject(GIVEN_UP);
        expect(await world.books()).toMatchObject({ charges: 0 });
      });
    });

    describe('a refund', () => {
      it('gives back once for a key', async () => {
        const refund = refundOf(await chargedId(), 5_000);
        const first = await provider.refund(refund);
        expect(first).toMatchObject({ state: 'succeeded', refundId: expect.any(String) as string });
        expect(await provider.refund(refund)).toEqual(first);
        expect(await world.books()).toMatchObject({ refundedCents: 5_000 });
      });

      it('gives back once when its answer was lost', async () => {
        const refund = refundOf(await chargedId(), 2_000);
        await world.loseNextAnswer();
        await expect(provider.refund(refund)).rejects.toMatchObject(UNKNOWN);
        expect(await provider.refund(refund)).toMatchObject({ state: 'succeeded' });
        expect(await world.books()).toMatchObject({ refundedCents: 2_000 });
      });

      it('gives back in parts, and not more than was charged', async () => {
        const chargeId = await chargedId();
        expect(await provider.refund(refundOf(chargeId, 2_000))).toMatchObject({ state: 'succeeded' });
        expect(await provider.refund(refundOf(chargeId, 3_001))).toEqual({
          state: 'refused',
          code: 'amount_too_large',
        });
        expect(await provider.refund(refundOf(chargeId, 3_000))).toMatchObject({ state: 'succeeded' });
        expect(await provider.refund(refundOf(chargeId, 1))).toEqual({
          state: 'refused',
          code: 'amount_too_large',
        });
        expect(await world.books()).toMatchObject({ refundedCents: 5_000 });
      });

      it('of another amount is refused under the same key', async () => {
        const refund = refundOf(await chargedId(), 2_000);
        await provider.refund(refund);
        const other = { ...refund, amount: { ...refund.amount, cents: 1_000 } };
        await expect(provider.refund(other)).rejects.toMatchObject(REFUSED);
        expect(await world.books()).toMatchObject({ refundedCents: 2_000 });
      });

      it('of what was never charged is refused', async () => {
        const { chargeId } = await waiting(request('tok_threeDSecure'));
        expect(await provider.refund(refundOf(chargeId, 1_000))).toEqual({
          state: 'refused',
          code: 'charge_not_succeeded',
        });
        expect(await provider.refund(refundOf('pi_unknown', 1_000))).toEqual({
          state: 'refused',
          code: 'charge_not_found',
        });
      });
    });
  });
}
