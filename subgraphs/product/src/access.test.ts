import type { AccessTable, TestService } from '@techally/subgraph-kit/testing';
import { deviations, rootFields, startTestService } from '@techally/subgraph-kit/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createProductService } from './create-service.js';

const TABLE: AccessTable = {
  'Query.product': 'anyone',
  'Query.products': 'anyone',
  'Query.categories': 'anyone',
  'Query.searchProducts': 'anyone',
  'Query.suggestProducts': 'anyone',
  'Mutation.addReview': 'reviews:write',
  'Mutation.createProduct': 'admin:products:write',
  'Mutation.updateProduct': 'admin:products:write',
  'Mutation.archiveProduct': 'admin:products:write',
  'Mutation.createCategory': 'admin:products:write',
  'Mutation.updateCategory': 'admin:products:write',
  'Mutation.moderateReview': 'admin:reviews:write',
};

let started: TestService;
beforeAll(async () => {
  started = await startTestService('product', createProductService);
});
afterAll(() => started.stop());

it('says of every query and mutation who may use it', () => {
  expect(new Set(rootFields(started.service.subgraph))).toEqual(new Set(Object.keys(TABLE)));
});

it('lets everybody do what the table says, and nothing else', async () => {
  expect(await deviations(started.service.subgraph, TABLE)).toEqual([]);
});
