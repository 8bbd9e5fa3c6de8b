/** Shipping of an order below {@link FREE_SHIPPING_FROM_CENTS}, in cents. */
export const SHIPPING_COST_CENTS = 500;

/** The subtotal from which on shipping is free, in cents. */
export const FREE_SHIPPING_FROM_CENTS = 10_000;

/** Taxes are in the prices. */
export const TAX_CENTS = 0;

/** There are no discounts yet. */
export const DISCOUNT_CENTS = 0;

/** Pieces at a price. */
export interface PricedLine {
  readonly quantity: number;
  readonly unitPriceCents: number;
}

/** What an order costs, in cents: `total = subtotal + shippingCost + tax − discount`. */
export interface OrderPrice {
  readonly subtotalCents: number;
  readonly shippingCostCents: number;
  readonly taxCents: number;
  readonly discountCents: number;
  readonly totalCents: number;
}

/** The price of all pieces of a line, in cents. */
export function lineTotalCents({ quantity, unitPriceCents }: PricedLine): number {
  return quantity * unitPriceCents;
}

/** The sum of the lines, in cents. */
export function subtotalCents(lines: readonly PricedLine[]): number {
  return lines.reduce((sum, line) => sum + lineTotalCents(line), 0);
}

/** What an order of these lines costs. */
export function priceOrder(lines: readonly PricedLine[]): OrderPrice {
  const subtotal = subtotalCents(lines);
  const shipping = subtotal < FREE_SHIPPING_FROM_CENTS ? SHIPPING_COST_CENTS : 0;
  return {
    subtotalCents: subtotal,
    shippingCostCents: shipping,
    taxCents: TAX_CENTS,
    discountCents: DISCOUNT_CENTS,
    totalCents: subtotal + shipping + TAX_CENTS - DISCOUNT_CENTS,
  };
}
