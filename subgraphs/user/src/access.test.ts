import type { AccessTable, TestService } from '@techally/subgraph-kit/testing';
import { deviations, rootFields, startTestService } from '@techally/subgraph-kit/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createUserService } from './create-service.js';

const TABLE: AccessTable = {
  'Query.me': 'profile:read',
  'Query.user': 'profile:read',
  'Query.users': 'admin:users:read',
  'Query.exportMyData': 'profile:read',
  'Mutation.updateProfile': 'profile:write',
  'Mutation.addAddress': 'profile:write',
  'Mutation.updateAddress': 'profile:write',
  'Mutation.deleteAddress': 'profile:write',
  'Mutation.setPreferences': 'profile:write',
  'Mutation.registerDevice': 'profile:write',
  'Mutation.createProfile': 'service',
};

let started: TestService;
beforeAll(async () => {
  started = await startTestService('user', createUserService);
});
afterAll(() => started.stop());

it('says of every query and mutation who may use it', () => {
  expect(new Set(rootFields(started.service.subgraph))).toEqual(new Set(Object.keys(TABLE)));
});

it('lets everybody do what the table says, and nothing else', async () => {
  expect(await deviations(started.service.subgraph, TABLE)).toEqual([]);
});
