import type { AccessTable, TestService } from '@techally/subgraph-kit/testing';
import { deviations, rootFields, startTestService } from '@techally/subgraph-kit/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createOrderService } from './create-service.js';

const TABLE: AccessTable = {
  'Query.cart': 'anyone',
  'Query.order': 'orders:read',
  'Query.orders': 'admin:orders:read',
  'Query.sagas': 'admin:orders:read',
  'Query.salesStatistics': 'admin:orders:read',
  'Mutation.addToCart': 'anyone',
  'Mutation.setCartItem': 'anyone',
  'Mutation.removeFromCart': 'anyone',
  'Mutation.mergeCart': 'orders:write',
  'Mutation.checkout': 'orders:write',
  'Mutation.cancelOrder': 'orders:write',
  'Mutation.createShipment': 'admin:orders:write',
  'Mutation.updateShipment': 'admin:orders:write',
  'Mutation.returnShipment': 'admin:orders:write',
  'Mutation.retrySaga': 'admin:orders:write',
  'Mutation.compensateSaga': 'admin:orders:write',
};

let started: TestService;
beforeAll(async () => {
  started = await startTestService('order', createOrderService);
});
afterAll(() => started.stop());

it('says of every query and mutation who may use it', () => {
  expect(new Set(rootFields(started.service.subgraph))).toEqual(new Set(Object.keys(TABLE)));
});

it('lets everybody do what the table says, and nothing else', async () => {
  expect(await deviations(started.service.subgraph, TABLE)).toEqual([]);
});
