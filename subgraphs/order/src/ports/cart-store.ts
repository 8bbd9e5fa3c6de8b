import type { Cart, CartLine } from '../domain/cart.js';

/** Whose cart: a user's own, or that of whoever holds a guest token. */
export type CartOwner =
  | { readonly kind: 'user'; readonly userId: string }
  | {
      readonly kind: 'guest';
      /** SHA-256 of the token, in hex. */
      readonly tokenHash: string;
    };

/** Carts in the domain's database. */
export interface CartStore {
  find(owner: CartOwner): Promise<Cart | null>;
  /**
   * Changes a cart under its lock, so that changes at once come one after the other. What `change` throws is passed
   * on, and the cart stays as it is.
   *
   * @param missing what to do when there is no such cart: make it, or answer null
   */
  change(
    owner: CartOwner,
    missing: 'create' | 'refuse',
    change: (lines: readonly CartLine[]) => readonly CartLine[],
  ): Promise<Cart | null>;
  /** Moves the lines of a guest's cart, which is deleted, into the user's. Null when there is no such guest cart. */
  merge(
    userId: string,
    guestTokenHash: string,
    merge: (own: readonly CartLine[], guest: readonly CartLine[]) => readonly CartLine[],
  ): Promise<Cart | null>;
  /** Deletes guest carts that nobody has changed since; resolves with how many. */
  deleteAbandoned(before: Date): Promise<number>;
}
