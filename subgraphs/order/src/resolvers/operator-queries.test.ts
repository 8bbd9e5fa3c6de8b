import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { admin, startAskedOrders, type AskedOrders } from '../testing/ask-orders.js';

let orders: AskedOrders;

beforeAll(async () => {
  orders = await startAskedOrders();
});
afterAll(() => orders.stop());

describe('what operators see', () => {
  it('lists sagas with their history, and no card token', async () => {
    const orderId = await orders.place(randomUUID());
    const query = `{ sagas(first: 1, filter: { state: RUNNING }) { totalCount edges { node {
      id state step awaits completedSteps attempts deadline order { id } history { step kind at note } } } } }`;
    const { data, codes } = await orders.ask(query, {}, admin);
    expect(codes).toEqual([]);
    expect(data.sagas.edges[0].node).toMatchObject({
      state: 'RUNNING',
      step: 'reserveInventory',
      awaits: 'OUTCOME',
      completedSteps: ['validateOrder'],
      order: { id: orderId },
      history: [{ kind: 'STARTED' }, { kind: 'COMPLETED' }, { kind: 'STARTED', step: 'reserveInventory' }],
    });
    expect(JSON.stringify(data)).not.toContain('tok_visa');
    expect(orders.service.subgraph.sdl).not.toContain('paymentMethodToken');
  });

  it('adds up what was sold, one statement for a page', async () => {
    const from = new Date(Date.now() + 3_600_000);
    orders.passTime(2 * 3_600_000);
    await orders.confirmed(randomUUID(), { priceCents: 1_000, quantity: 3 });
    await orders.confirmed(randomUUID(), { priceCents: 12_345, quantity: 2 });
    await orders.place(randomUUID());
    const query = `query ($filter: SalesFilterInput, $first: Int, $after: String) { salesStatistics(filter: $filter) {
      orders units revenue { amount }
      byProduct(first: $first, after: $after) { totalCount pageInfo { hasNextPage endCursor } edges { node { product { id } productName units revenue { amount } } } } } }`;
    const { data } = await orders.ask(query, { filter: { from }, first: 1 }, admin);
    expect(data.salesStatistics).toMatchObject({ orders: 2, units: 5, revenue: { amount: '276.90' } });
    expect(data.salesStatistics.byProduct).toMatchObject({ totalCount: 2, pageInfo: { hasNextPage: true } });
    const before = orders.statements.length;
    const paging = `query ($filter: SalesFilterInput, $after: String) { salesStatistics(filter: $filter) {
      byProduct(first: 100, after: $after) { pageInfo { hasNextPage } edges { node { units revenue { amount } } } } } }`;
    const rest = await orders.ask(
      paging,
      { filter: { from }, after: data.salesStatistics.byProduct.pageInfo.endCursor },
      admin,
    );
    expect(orders.statements.slice(before)).toHaveLength(1);
    const nodes = [...data.salesStatistics.byProduct.edges, ...rest.data.salesStatistics.byProduct.edges].map(
      (edge: { node: { units: number } }) => edge.node,
    );
    expect(nodes.map((node) => node.units).sort()).toEqual([2, 3]);
    expect(
      (await orders.ask(query, { filter: { to: new Date(0) } }, admin)).data.salesStatistics,
    ).toMatchObject({
      orders: 0,
      units: 0,
      revenue: { amount: '0.00' },
    });
  });

  it('knows whether its database answers', async () => {
    expect(await orders.service.healthy()).toBe(true);
  });
});
