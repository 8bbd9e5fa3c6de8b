import { createHash } from 'node:crypto';
import type { SandboxCharge as ChargeRow } from '../generated/prisma/client.js';
import type { Transaction } from '../prisma-client.js';
import { createDatabase } from '../prisma-client.js';
import type { ChargeBody, RefundBody, SandboxCharge } from './sandbox-charge.js';
import type { SandboxStore } from './sandbox-store.js';

class RefundRefused extends Error {
  constructor(readonly refusal: string) {
    super(refusal);
  }
}

/** Keeps the sandbox provider's memory in the tables `sandbox_*` of a database, so that a restart forgets nothing. */
export function createPrismaSandboxStore(options: { readonly databaseUrl: string }): SandboxStore {
  const database = createDatabase(options);

  async function giveBack(tx: Transaction, { chargeId, amountCents }: RefundBody): Promise<void> {
    const charge = await tx.sandboxCharge.findUnique({ where: { id: chargeId } });
    if (charge === null) throw new RefundRefused('charge_not_found');
    if (charge.state !== 'succeeded') throw new RefundRefused('charge_not_succeeded');
    const count = await tx.$executeRaw`
      UPDATE sandbox_charges SET refunded_cents = refunded_cents + ${amountCents}
      WHERE id = ${chargeId} AND refunded_cents + ${amountCents} <= amount_cents`;
    if (count === 0) throw new RefundRefused('amount_too_large');
  }

  return {
    async insertCharge(body, charge) {
      const { idempotencyKey, amountCents, currencyCode, reference } = body;
      const fingerprint = fingerprintOf(body);
      await database.sandboxCharge.createMany({
        data: [
          {
            ...charge,
            idempotencyKey,
            fingerprint,
            amountCents: BigInt(amountCents),
            currencyCode,
            reference,
          },
        ],
        skipDuplicates: true,
      });
      const row = await database.sandboxCharge.findUniqueOrThrow({ where: { idempotencyKey } });
      return row.fingerprint === fingerprint ? chargeOfRow(row) : null;
    },

    async findCharge(query) {
      const row = await database.sandboxCharge.findUnique({ where: query });
      return row && chargeOfRow(row);
    },

    async confirmCharge(id, clientSecret, change) {
      const [row] = await database.sandboxCharge.updateManyAndReturn({
        where: { id, clientSecret, state: 'requires_action' },
        data: change,
      });
      return row === undefined ? null : chargeOfRow(row);
    },

    async cancelCharge(idempotencyKey) {
      await database.sandboxCharge.updateMany({
        where: { idempotencyKey, state: 'requires_action' },
        data: { state: 'cancelled' },
      });
      const row = await database.sandboxCharge.findUnique({ where: { idempotencyKey } });
      return row && chargeOfRow(row);
    },

    async refund({ idempotencyKey, chargeId, amountCents }, id) {
      try {
        return await database.$transaction(async (tx) => {
          const { count } = await tx.sandboxRefund.createMany({
            data: [{ id, idempotencyKey, chargeId, amountCents: BigInt(amountCents) }],
            skipDuplicates: true,
          });
          if (count === 0) {
            const made = await tx.sandboxRefund.findUniqueOrThrow({ where: { idempotencyKey } });
            return made.chargeId === chargeId && made.amountCents === BigInt(amountCents)
              ? { id: made.id }
              : null;
          }
          await giveBack(tx, { idempotencyKey, chargeId, amountCents });
          return { id };
        });
      } catch (error) {
        // The transaction is rolled back: a refused refund leaves nothing under its key.
        if (error instanceof RefundRefused) return { code: error.refusal };
        throw error;
      }
    },

    close: () => database.$disconnect(),
  };
}

function fingerprintOf({ amountCents, currencyCode, token, reference }: ChargeBody): string {
  return createHash('sha256')
    .update(JSON.stringify([amountCents, currencyCode, token, reference]))
    .digest('hex');
}

function chargeOfRow({ id, state, code, message, clientSecret }: ChargeRow): SandboxCharge {
  return { id, state: state as SandboxCharge['state'], code, message, clientSecret };
}
