import { subtotalCents } from './pricing.js';

/** The most pieces of one product in a cart. */
export const MAX_QUANTITY = 1_000;

/** The most different products in a cart. */
export const MAX_LINES = 100;

/** The most that a cart may be worth, in cents: 10,000,000.00. */
export const MAX_CART_CENTS = 1_000_000_000;

/** One product in a cart. */
export interface CartLine {
  readonly productId: string;
  readonly quantity: number;
  /** The price of one piece when it was put in or changed last. */
  readonly unitPriceCents: number;
}

/** What a customer is about to buy. Lines stand in the order in which they were put in. */
export interface Cart {
  /** UUID. */
  readonly id: string;
  readonly lines: readonly CartLine[];
}

/** Which rule a change of a cart would break. */
export type CartRule = 'QUANTITY' | 'LINES' | 'VALUE';

const MESSAGES: Readonly<Record<CartRule, string>> = {
  QUANTITY: `A cart holds 1 to ${String(MAX_QUANTITY)} pieces of a product.`,
  LINES: `A cart holds at most ${String(MAX_LINES)} different products.`,
  VALUE: 'A cart is worth at most 10,000,000.00.',
};

/** Thrown when a change would break a rule of carts; the cart stays as it is. */
export class CartRuleError extends Error {
  override readonly name = 'CartRuleError';
  readonly code = 'CART_RULE_BROKEN';

  constructor(readonly rule: CartRule) {
    super(MESSAGES[rule]);
  }
}

/**
 * Puts pieces in, on top of those that are there. The whole line gets the given price, since that is what the
 * customer sees now.
 * @throws CartRuleError when a rule of carts would be broken
 */
export function addLine(lines: readonly CartLine[], added: CartLine): readonly CartLine[] {
  const present = lines.find((line) => line.productId === added.productId);
  return setLine(lines, { ...added, quantity: added.quantity + (present?.quantity ?? 0) });
}

/**
 * Puts a line in or in the place of the product's present one.
 * @throws CartRuleError when a rule of carts would be broken
 */
export function setLine(lines: readonly CartLine[], changed: CartLine): readonly CartLine[] {
  const { quantity, productId } = changed;
  if (!Number.isInteger(quantity) || quantity < 1 || quantity > MAX_QUANTITY)
    throw new CartRuleError('QUANTITY');
  const present = lines.some((line) => line.productId === productId);
  if (!present && lines.length >= MAX_LINES) throw new CartRuleError('LINES');
  const next = present
    ? lines.map((line) => (line.productId === productId ? changed : line))
    : [...lines, changed];
  if (subtotalCents(next) > MAX_CART_CENTS) throw new CartRuleError('VALUE');
  return next;
}

/** Takes a product out; a cart without it stays as it is. */
export function removeLine(lines: readonly CartLine[], productId: string): readonly CartLine[] {
  return lines.filter((line) => line.productId !== productId);
}

/**
 * Adds what a guest had put in to the customer's own lines. Quantities add up to {@link MAX_QUANTITY} at most, and
 * guest lines beyond {@link MAX_LINES} are left out, the latest first. A product that is in both keeps the price of
 * the customer's own line. Nothing is refused: whoever signs in must not lose a cart over it. The value of the cart
 * is checked at checkout.
 */
export function mergeLines(own: readonly CartLine[], guest: readonly CartLine[]): readonly CartLine[] {
  const merged = new Map(own.map((line) => [line.productId, line]));
  for (const line of guest) {
    const present = merged.get(line.productId);
    if (present !== undefined) {
      merged.set(line.productId, {
        ...present,
        quantity: Math.min(MAX_QUANTITY, present.quantity + line.quantity),
      });
    } else if (merged.size < MAX_LINES) {
      merged.set(line.productId, line);
    }
  }
  return [...merged.values()];
}
