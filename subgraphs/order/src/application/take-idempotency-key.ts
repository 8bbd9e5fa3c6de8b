import { createHash } from 'node:crypto';
import { ErrorCode, refuse } from '@techally/subgraph-kit';
import type { OrderTransaction } from '../ports/order-transactions.js';

/** A mutation that is carried out once for each idempotency key. */
export interface KeyedRequest {
  /** UUID of who asks. */
  readonly actorId: string;
  /** 1 to 128 characters, chosen by the client. */
  readonly idempotencyKey: string;
  readonly mutation: string;
  /** Everything that the client asked for but the key, in an order that stays. */
  readonly input: readonly (string | number | boolean | null)[];
}

/**
 * Takes the idempotency key of a mutation, as the first thing in its transaction: a refusal that follows gives it back.
 * Throws a `UserErrorException` when the actor has used the key for something else.
 *
 * @returns whether the key is new; if not, the mutation was carried out before and only its answer is wanted
 */
export async function takeIdempotencyKey(tx: OrderTransaction, request: KeyedRequest): Promise<boolean> {
  const { actorId, idempotencyKey, mutation, input } = request;
  const requestHash = createHash('sha256')
    .update(JSON.stringify([actorId, mutation, ...input]))
    .digest('hex');
  const earlier = await tx.keys.take({ actorId, idempotencyKey, mutation, requestHash });
  if (earlier === null) return true;
  if (earlier === requestHash) return false;
  return refuse(
    ErrorCode.IDEMPOTENCY_KEY_REUSED,
    'This idempotency key was used for another request.',
    'idempotencyKey',
  );
}
