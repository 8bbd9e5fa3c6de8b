import type { Cart, CartLine } from '../domain/cart.js';
import type { CatalogueProduct } from '../domain/catalogue-product.js';

/** Whose cart: a user's own, or that of whoever holds a guest token. */
export type CartOwner =
  | { readonly kind: 'user'; readonly userId: string }
  | {
      readonly kind: 'guest';
      /** SHA-256 of the token, in hex. */
      readonly tokenHash: string;
    };

/** A cart and the products of its lines, in no order. */
export interface CartWithProducts extends Cart {
  readonly products: readonly CatalogueProduct[];
}

/** What a change of a cart needs. */
export interface CartChangeOptions {
  /** What to do when there is no such cart: make it, or answer null. */
  readonly missing: 'create' | 'refuse';
  /** The product that the change is about, if it has to know it; it is read together with the lines. */
  readonly productId?: string;
}

/** Carts in the domain's database. */
export interface CartStore {
  find(owner: CartOwner): Promise<Cart | null>;
  findWithProducts(owner: CartOwner): Promise<CartWithProducts | null>;
  /**
   * Changes a cart under its lock, so that changes at once come one after the other. What `change` throws is passed
   * on, and the cart stays as it is.
   *
   * @param change gets null as the product when it is not known, or when none was asked for
   */
  change(
    owner: CartOwner,
    options: CartChangeOptions,
    change: (lines: readonly CartLine[], product: CatalogueProduct | null) => readonly CartLine[],
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
