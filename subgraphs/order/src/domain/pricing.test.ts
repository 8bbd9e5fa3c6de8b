import { describe, expect, it } from 'vitest';
import { priceOrder } from './pricing.js';

describe('priceOrder', () => {
  it('charges 5.00 for shipping below a subtotal of 100.00', () => {
    expect(priceOrder([{ quantity: 3, unitPriceCents: 3_333 }])).toEqual({
      subtotalCents: 9_999,
      shippingCostCents: 500,
      taxCents: 0,
      discountCents: 0,
      totalCents: 10_499,
    });
  });

  it('ships for nothing from 100.00 on', () => {
    const price = priceOrder([
      { quantity: 1, unitPriceCents: 1 },
      { quantity: 3, unitPriceCents: 3_333 },
    ]);
    expect(price).toMatchObject({ subtotalCents: 10_000, shippingCostCents: 0, totalCents: 10_000 });
  });
});
