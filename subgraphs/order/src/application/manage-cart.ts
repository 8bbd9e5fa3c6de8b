import { ErrorCode, refuse } from '@techally/subgraph-kit';
import type { CartLine } from '../domain/cart.js';
import { addLine, CartRuleError, mergeLines, removeLine, setLine } from '../domain/cart.js';
import type { CatalogueProduct } from '../domain/catalogue-product.js';
import type { CartOwner, CartStore } from '../ports/cart-store.js';
import type { Catalogue } from '../ports/catalogue.js';
import { createCartToken, hashCartToken } from './cart-token.js';

/** Who asks for a cart: a signed-in user has one cart, whatever token comes along; a guest has the token's. */
export interface CartCaller {
  /** Null for a guest. */
  readonly userId: string | null;
  readonly token: string | null;
}

/** A cart as its owner sees it. */
export interface CartView {
  /** The guest's token; null for a user. */
  readonly token: string | null;
  readonly lines: readonly CartLine[];
}

export interface CartItemInput {
  /** UUID in lower case. */
  readonly productId: string;
  readonly quantity: number;
}

/** Looking at and filling carts. Changes throw a `UserErrorException` for what the input has wrong. */
export interface CartManagement {
  /** Empty for a user who has none; null for a guest whose token is none. */
  view(caller: CartCaller): Promise<CartView | null>;
  /** Puts pieces in. A guest without a token gets a cart, and its token. */
  add(caller: CartCaller, item: CartItemInput): Promise<CartView>;
  /** Sets how many pieces are in; 0 takes the product out. */
  set(caller: CartCaller, item: CartItemInput): Promise<CartView>;
  remove(caller: CartCaller, productId: string): Promise<CartView>;
  /** Adds what the guest had put in to the user's own cart; the guest's cart is gone then. */
  merge(userId: string, guestToken: string): Promise<CartView>;
}

export interface CartManagementDependencies {
  readonly carts: CartStore;
  readonly catalogue: Catalogue;
}

const NO_CART = 'There is no cart of this token.';

export function createCartManagement({ carts, catalogue }: CartManagementDependencies): CartManagement {
  async function change(caller: CartCaller, rule: LinesChange): Promise<CartView> {
    const owner = ownerOf(caller) ?? refuse(ErrorCode.NOT_FOUND, NO_CART, 'cartToken');
    const cart = await carts.change(owner, { missing: 'refuse' }, asUserErrors(rule));
    if (cart !== null) return { token: guestToken(caller), lines: cart.lines };
    // A user without a cart has an empty one.
    return caller.userId === null
      ? refuse(ErrorCode.NOT_FOUND, NO_CART, 'cartToken')
      : { token: null, lines: [] };
  }

  /** A change by a line of a product that is for sale. */
  async function put(
    caller: CartCaller,
    missing: 'create' | 'refuse',
    { productId, quantity }: CartItemInput,
    rule: (lines: readonly CartLine[], line: CartLine) => readonly CartLine[],
  ): Promise<CartView> {
    const owner = ownerOf(caller);
    const changeLines = asUserErrors((lines, product) =>
      rule(lines, { productId, quantity, unitPriceCents: requireForSale(product).priceCents }),
    );
    const cart = owner && (await carts.change(owner, { missing, productId }, changeLines));
    if (cart !== null) return { token: guestToken(caller), lines: cart.lines };
    // Whoever has neither a cart nor a product is told of the product.
    const [product] = await catalogue.findMany([productId]);
    requireForSale(product ?? null);
    return refuse(ErrorCode.NOT_FOUND, NO_CART, 'cartToken');
  }

  return {
    async view(caller) {
      const owner = ownerOf(caller);
      const cart = owner && (await carts.find(owner));
      if (cart !== null) return { token: guestToken(caller), lines: cart.lines };
      return caller.userId === null ? null : { token: null, lines: [] };
    },

    async add(caller, item) {
      const isNewGuest = ownerOf(caller) === null;
      const holder = isNewGuest ? { userId: null, token: createCartToken() } : caller;
      return put(holder, isNewGuest || caller.userId !== null ? 'create' : 'refuse', item, addLine);
    },

    async set(caller, item) {
      if (item.quantity === 0) return change(caller, (lines) => removeLine(lines, item.productId));
      return put(caller, caller.userId === null ? 'refuse' : 'create', item, setLine);
    },

    remove: (caller, productId) => change(caller, (lines) => removeLine(lines, productId)),

    async merge(userId, token) {
      const cart = await carts.merge(userId, hashCartToken(token), mergeLines);
      if (cart === null) refuse(ErrorCode.NOT_FOUND, NO_CART, 'cartToken');
      return { token: null, lines: cart.lines };
    },
  };
}

type LinesChange = (lines: readonly CartLine[], product: CatalogueProduct | null) => readonly CartLine[];

function ownerOf({ userId, token }: CartCaller): CartOwner | null {
  if (userId !== null) return { kind: 'user', userId };
  return token === null ? null : { kind: 'guest', tokenHash: hashCartToken(token) };
}

function guestToken({ userId, token }: CartCaller): string | null {
  return userId === null ? token : null;
}

function requireForSale(product: CatalogueProduct | null): CatalogueProduct {
  if (product === null) return refuse(ErrorCode.NOT_FOUND, 'There is no such product.', 'productId');
  if (product.archived)
    return refuse(ErrorCode.PRODUCT_ARCHIVED, `"${product.name}" is not sold any more.`, 'productId');
  return product;
}

function asUserErrors(rule: LinesChange): LinesChange {
  return (lines, product) => {
    try {
      return rule(lines, product);
    } catch (error) {
      if (!(error instanceof CartRuleError)) throw error;
      return refuse(
        ErrorCode.INVALID_INPUT,
        error.message,
        error.rule === 'LINES' ? 'productId' : 'quantity',
      );
    }
  };
}
