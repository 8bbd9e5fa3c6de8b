import { randomUUID } from 'node:crypto';
import { CommitInventory, ReserveInventory } from '@techally/contracts';
import type { Identity } from '@techally/identity';
import { encodeCursor } from '@techally/subgraph-kit';
import { testUser } from '@techally/subgraph-kit/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { orderMessage, startInventory, type TestInventory } from './testing/start-inventory.js';

const admin = testUser(randomUUID(), 'ADMIN');
const customer = testUser(randomUUID());
const orderService: Identity = { kind: 'service', service: 'order' };

let inventory: TestInventory;

beforeAll(async () => {
  inventory = await startInventory({ sweepInterval: 60_000 });
});
afterAll(() => inventory.stop());

async function reserved(productId: string, quantity: number): Promise<string> {
  const orderId = randomUUID();
  const expiresAt = new Date(Date.now() + 900_000).toISOString();
  const data = { orderId, userId: randomUUID(), items: [{ productId, quantity }], expiresAt };
  await inventory.bus.deliver(orderMessage(ReserveInventory, data));
  return orderId;
}

const ENTITIES = `query($representations: [_Any!]!) { _entities(representations: $representations) {
  ... on Product { id stock { available reserved } purchasable }
  ... on StockItem { id onHand }
  ... on Reservation { id order { id } items { quantity product { id } } }
} }`;

describe('Product', () => {
  it('shows its stock to everybody, with one SQL statement for all products', async () => {
    const [a, b, unknown] = [await inventory.stocked(5), await inventory.stocked(0), randomUUID()];
    await reserved(a, 2);
    inventory.statements.length = 0;
    const { data, errors } = await inventory.query(ENTITIES, {
      representations: [
        { __typename: 'Product', id: a, archived: false },
        { __typename: 'Product', id: a, archived: true },
        { __typename: 'Product', id: b, archived: false },
        { __typename: 'Product', id: unknown, archived: false },
        { __typename: 'Product', id: a.toUpperCase(), archived: false },
      ],
    });
    expect(errors).toBeUndefined();
    expect(data._entities).toEqual([
      { id: a, stock: { available: 3, reserved: 2 }, purchasable: true },
      { id: a, stock: { available: 3, reserved: 2 }, purchasable: false },
      { id: b, stock: { available: 0, reserved: 0 }, purchasable: false },
      { id: unknown, stock: { available: 0, reserved: 0 }, purchasable: false },
      { id: a, stock: { available: 3, reserved: 2 }, purchasable: true },
    ]);
    expect(inventory.statements.filter((sql) => sql.includes('FROM stock_items'))).toHaveLength(1);
  });

  it('is null for an id that is no UUID', async () => {
    const { data, errors } = await inventory.query(ENTITIES, {
      representations: [{ __typename: 'Product', id: "' OR 1=1" }],
    });
    expect(errors).toBeUndefined();
    expect(data._entities).toEqual([null]);
  });
});

describe("the warehouse's books", () => {
  const BOOKS = `query($id: ID!) { stockItem(productId: $id) {
    id product { id } onHand reserved available version updatedAt
    reservations(first: 2) { totalCount edges { node { id state order { id } items { quantity product { id } } } } pageInfo { hasNextPage endCursor } }
    movements(last: 1) { totalCount edges { node { reason onHandDelta reservedDelta order { id } actor { id } } } }
  } }`;

  it('show administrators stock, reservations and history', async () => {
    const a = await inventory.stocked(9);
    const orders = [await reserved(a, 1), await reserved(a, 2), await reserved(a, 3)];
    await inventory.bus.deliver(orderMessage(CommitInventory, { orderId: orders[2] ?? '' }));
    const { data, errors } = await inventory.query(BOOKS, { id: a }, admin);
    expect(errors).toBeUndefined();
    expect(data.stockItem).toMatchObject({
      id: a,
      product: { id: a },
      onHand: 6,
      reserved: 3,
      available: 3,
      version: 5,
    });
    expect(data.stockItem.reservations.totalCount).toBe(3);
    expect(data.stockItem.reservations.pageInfo.hasNextPage).toBe(true);
    expect(data.stockItem.reservations.edges[0].node).toMatchObject({
      state: 'COMMITTED',
      order: { id: orders[2] },
      items: [{ quantity: 3, product: { id: a } }],
    });
    expect(data.stockItem.movements.totalCount).toBe(5);
    expect(data.stockItem.movements.edges[0].node).toEqual({
      reason: 'INITIAL',
      onHandDelta: 9,
      reservedDelta: 0,
      order: null,
      actor: null,
    });
  });

  it('page through reservations and history without gaps', async () => {
    const a = await inventory.stocked(9);
    const orders = [await reserved(a, 1), await reserved(a, 1), await reserved(a, 1), await reserved(a, 1)];
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const query =
        'query($id: ID!, $after: String) { stockItem(productId: $id) { reservations(first: 3, after: $after) { edges { node { order { id } } } pageInfo { hasNextPage endCursor } } } }';
      const { data } = await inventory.query(query, { id: a, after }, admin);
      const { edges, pageInfo } = data.stockItem.reservations;
      seen.push(...edges.map((edge: { node: { order: { id: string } } }) => edge.node.order.id));
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    } while (after !== null);
    expect(seen).toEqual(orders.toReversed());
  });

  it('list all stock with filters, and one SQL statement for all reservations of a page', async () => {
    const [low, high] = [await inventory.stocked(2), await inventory.stocked(1_000)];
    await reserved(low, 2);
    await reserved(high, 2);
    const page = 'edges { node { id reservations(first: 5) { edges { node { items { quantity } } } } } }';
    const { data } = await inventory.query(
      `{ stockItems(first: 100, filter: { belowAvailable: 1 }) { totalCount ${page} } }`,
      {},
      admin,
    );
    const ids = data.stockItems.edges.map((edge: { node: { id: string } }) => edge.node.id);
    expect(ids).toContain(low);
    expect(ids).not.toContain(high);
    expect(data.stockItems.totalCount).toBe(ids.length);
    expect(ids).toEqual(ids.toSorted());

    const one = await inventory.query(
      `{ stockItems(filter: { productId: "${high}" }) { edges { node { available } } } }`,
      {},
      admin,
    );
    expect(one.data.stockItems.edges).toEqual([{ node: { available: 998 } }]);

    inventory.statements.length = 0;
    await inventory.query(`{ stockItems(first: 100) { ${page} } }`, {}, admin);
    expect(inventory.statements).toHaveLength(3);
  });

  it('walk all stock forwards and backwards', async () => {
    const forwards: string[] = [];
    const backwards: string[] = [];
    const ask = async (args: string) =>
      (
        await inventory.query(
          `{ stockItems(${args}) { edges { node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`,
          {},
          admin,
        )
      ).data.stockItems;
    for (
      let page = await ask('first: 2');
      ;
      page = await ask(`first: 2, after: "${page.pageInfo.endCursor}"`)
    ) {
      forwards.push(...page.edges.map((edge: { node: { id: string } }) => edge.node.id));
      if (!page.pageInfo.hasNextPage) break;
    }
    for (
      let page = await ask('last: 2');
      ;
      page = await ask(`last: 2, before: "${page.pageInfo.startCursor}"`)
    ) {
      backwards.unshift(...page.edges.map((edge: { node: { id: string } }) => edge.node.id));
      if (!page.pageInfo.hasPreviousPage) break;
    }
    expect(forwards.length).toBe(await inventory.database.stockItem.count());
    expect(backwards).toEqual(forwards);
  });

  it('are closed to customers and to the anonymous, on every path', async () => {
    const a = await inventory.stocked(5);
    await reserved(a, 1);
    const reservation = await inventory.database.reservation.findFirstOrThrow({
      where: { items: { some: { productId: a } } },
    });
    const representations = [
      { __typename: 'StockItem', id: a },
      { __typename: 'Reservation', id: reservation.id },
    ];
    for (const [identity, code] of [
      [customer, 'FORBIDDEN'],
      [undefined, 'UNAUTHENTICATED'],
    ] as const) {
      for (const query of [
        `{ stockItem(productId: "${a}") { id } }`,
        '{ stockItems { totalCount } }',
        `mutation { adjustStock(input: { productId: "${a}", delta: 1, idempotencyKey: "k" }) { userErrors { code } } }`,
      ]) {
        expect((await inventory.query(query, {}, identity)).errors?.[0]?.extensions?.['code']).toBe(code);
      }
      expect((await inventory.query(ENTITIES, { representations }, identity)).data._entities).toEqual([
        null,
        null,
      ]);
    }
    expect(await inventory.stockOf(a)).toEqual({ onHand: 5, reserved: 1 });
    for (const identity of [admin, orderService]) {
      const { data } = await inventory.query(ENTITIES, { representations }, identity);
      expect(data._entities).toMatchObject([{ onHand: 5 }, { order: { id: reservation.orderId } }]);
    }
  });

  it('answer bad ids and cursors with BAD_USER_INPUT and unknown products with null', async () => {
    const forged = encodeCursor('STOCK_PRODUCT', ['no uuid']);
    const forgedTime = encodeCursor('RESERVATIONS_NEWEST', ['yesterday', randomUUID()]);
    const a = await inventory.stocked(1);
    for (const query of [
      '{ stockItem(productId: "1") { id } }',
      '{ stockItems(after: "x") { totalCount edges { cursor } } }',
      `{ stockItems(after: "${forged}") { edges { cursor } } }`,
      `{ stockItem(productId: "${a}") { reservations(after: "${forgedTime}") { edges { cursor } } } }`,
      '{ stockItems(first: 101) { edges { cursor } } }',
      '{ stockItems(filter: { productId: "x" }) { edges { cursor } } }',
    ]) {
      expect((await inventory.query(query, {}, admin)).errors?.[0]?.extensions?.['code']).toBe(
        'BAD_USER_INPUT',
      );
    }
    expect(await inventory.query(`{ stockItem(productId: "${randomUUID()}") { id } }`, {}, admin)).toEqual({
      data: { stockItem: null },
    });
  });
});

describe('the schema', () => {
  it('describes every type, field and enum value', async () => {
    const { data } = await inventory.query(
      `{ __schema { types { name description fields { name description } inputFields { name description } enumValues { name description } } } }`,
    );
    for (const type of data.__schema.types) {
      if (
        /^(__|_|Query$|Mutation$|String$|Int$|ID$|Boolean$|federation__|link__|Import$|FieldSet$)/.test(
          type.name,
        )
      )
        continue;
      expect([type.name, Boolean(type.description)]).toEqual([type.name, true]);
      for (const part of [...(type.fields ?? []), ...(type.inputFields ?? []), ...(type.enumValues ?? [])]) {
        expect([`${type.name}.${part.name}`, Boolean(part.description)]).toEqual([
          `${type.name}.${part.name}`,
          true,
        ]);
      }
    }
  });

  it('contributes to products stock and whether it can be bought', () => {
    expect(inventory.service.subgraph.sdl).toContain('purchasable: Boolean @requires(fields: "archived")');
    expect(inventory.service.subgraph.sdl).toMatch(/archived: Boolean! @external/);
  });
});
