import { expect, test } from 'vitest';
import { readSuperstore } from './read-superstore.js';
import { STREET } from './superstore-orders.js';

const { orders, products } = readSuperstore();

test('orders come by date, and by order id on the same date', () => {
  const keys = orders.map((order) => `${order.orderDate} ${order.sourceId}`);
  expect(keys).toEqual([...keys].sort());
  expect([keys[0], orders.at(-1)?.orderDate]).toEqual(['2014-01-03 CA-2014-103800', '2017-12-30']);
});

test('8 orders name a product on two lines; a cart of them has one entry with the sum', () => {
  const doubled = orders.filter((order) => order.quantityByProduct.size < order.lines.length);
  expect(doubled).toHaveLength(8);
  for (const order of orders) {
    const units = order.lines.reduce((sum, line) => sum + line.quantity, 0);
    expect([...order.quantityByProduct.values()].reduce((sum, quantity) => sum + quantity, 0)).toBe(units);
  }
});

test('the units of all orders are the units sold of each product', () => {
  const sold = new Map<string, number>();
  for (const [id, quantity] of orders.flatMap((order) => [...order.quantityByProduct])) {
    sold.set(id, (sold.get(id) ?? 0) + quantity);
  }
  for (const product of products) expect(sold.get(product.id)).toBe(product.unitsSold);
});

test('addresses have five digits of postal code, also where the table lost a leading zero', () => {
  for (const { shippingAddress } of orders) expect(shippingAddress.postalCode).toMatch(/^\d{5}$/);
  const fairfield = orders.find(
    ({ shippingAddress: { city, state } }) => city === 'Fairfield' && state === 'Connecticut',
  );
  expect(fairfield?.shippingAddress).toEqual({
    street: STREET,
    city: 'Fairfield',
    state: 'Connecticut',
    postalCode: '06824',
    country: 'United States',
    countryCode: 'US',
    region: 'East',
  });
});

test('orders are shipped in four modes to four regions', () => {
  expect(new Set(orders.map((order) => order.shipMode)).size).toBe(4);
  expect(new Set(orders.map((order) => order.shippingAddress.region)).size).toBe(4);
});
