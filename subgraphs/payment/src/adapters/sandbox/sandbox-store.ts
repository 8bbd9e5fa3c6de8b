import type { ChargeBody, RefundBody, SandboxCharge } from './sandbox-charge.js';

/** What a request under an idempotency key came to. `null`: the key was used for another request. */
export type Keyed<T> = T | null;

/** The memory of the sandbox provider. Every write is one transaction, so that it can be killed at any moment. */
export interface SandboxStore {
  /** Writes a charge, or returns the one that the same request has made before. */
  insertCharge(body: ChargeBody, charge: SandboxCharge): Promise<Keyed<SandboxCharge>>;
  findCharge(
    query: { readonly id: string } | { readonly idempotencyKey: string },
  ): Promise<SandboxCharge | null>;
  /** Ends a charge that needs an action; null unless it is one with this secret. */
  confirmCharge(
    id: string,
    clientSecret: string,
    change: Pick<SandboxCharge, 'state' | 'code' | 'message'>,
  ): Promise<SandboxCharge | null>;
  /** Cancels a charge that waits for an action; returns it as it is then. */
  cancelCharge(idempotencyKey: string): Promise<SandboxCharge | null>;
  /** Gives back a part of a charge, once for a key; refuses what would exceed it. */
  refund(body: RefundBody, id: string): Promise<Keyed<{ readonly id: string } | { readonly code: string }>>;
  close(): Promise<void>;
}
