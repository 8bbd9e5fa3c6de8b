import type { AccessTable, TestService } from '@techally/subgraph-kit/testing';
import { deviations, rootFields, startTestService } from '@techally/subgraph-kit/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createPaymentService } from './create-service.js';

const TABLE: AccessTable = {
  'Query.payment': 'orders:read',
  'Query.payments': 'admin:payments:read',
  'Query.ledger': 'admin:payments:read',
  'Mutation.refundPayment': 'admin:payments:refund',
};

let started: TestService;
beforeAll(async () => {
  started = await startTestService('payment', createPaymentService);
});
afterAll(() => started.stop());

it('says of every query and mutation who may use it', () => {
  expect(new Set(rootFields(started.service.subgraph))).toEqual(new Set(Object.keys(TABLE)));
});

it('lets everybody do what the table says, and nothing else', async () => {
  expect(await deviations(started.service.subgraph, TABLE)).toEqual([]);
});
