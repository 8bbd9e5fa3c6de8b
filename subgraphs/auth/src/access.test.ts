import type { AccessTable } from '@techally/subgraph-kit/testing';
import { deviations, rootFields } from '@techally/subgraph-kit/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { AuthTestbed } from './testing/start-auth.js';
import { startAuth } from './testing/start-auth.js';

const TABLE: AccessTable = {
  'Query.validateToken': 'anyone',
  'Query.apiKeys': 'admin:keys:read',
  'Query.auditLog': 'admin:audit:read',
  'Query.apiKeyIdentity': 'service',
  'Mutation.register': 'anyone',
  'Mutation.login': 'anyone',
  'Mutation.refreshToken': 'anyone',
  'Mutation.logout': 'anyone',
  'Mutation.verifyEmail': 'anyone',
  'Mutation.resendVerification': 'anyone',
  'Mutation.requestPasswordReset': 'anyone',
  'Mutation.resetPassword': 'anyone',
  'Mutation.changePassword': 'profile:write',
  'Mutation.deleteAccount': 'profile:write',
  'Mutation.revokeToken': 'profile:write',
  'Mutation.setUserRole': 'admin:users:write',
  'Mutation.setUserTier': 'admin:users:write',
  'Mutation.lockUser': 'admin:users:write',
  'Mutation.createApiKey': 'admin:keys:write',
  'Mutation.revokeApiKey': 'admin:keys:write',
};

let auth: AuthTestbed;
beforeAll(async () => {
  auth = await startAuth();
});
afterAll(() => auth.stop());

it('says of every query and mutation who may use it', () => {
  expect(new Set(rootFields(auth.service.subgraph))).toEqual(new Set(Object.keys(TABLE)));
});

it('lets everybody do what the table says, and nothing else', async () => {
  expect(await deviations(auth.service.subgraph, TABLE)).toEqual([]);
});
