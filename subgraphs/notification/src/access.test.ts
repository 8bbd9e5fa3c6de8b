import type { AccessTable, TestService } from '@techally/subgraph-kit/testing';
import { deviations, rootFields, startTestService } from '@techally/subgraph-kit/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createNotificationService } from './create-service.js';

const TABLE: AccessTable = {
  'Query.notifications': 'profile:read',
  'Query.allNotifications': 'admin:notifications:read',
  'Query.notificationTemplates': 'admin:notifications:read',
  'Query.deadLetters': 'admin:messages:read',
  'Mutation.markNotificationRead': 'profile:write',
  'Mutation.resendNotification': 'admin:notifications:write',
  'Mutation.redriveDeadLetter': 'admin:messages:write',
  'Mutation.discardDeadLetter': 'admin:messages:write',
};

let started: TestService;
beforeAll(async () => {
  started = await startTestService('notification', createNotificationService);
});
afterAll(() => started.stop());

it('says of every query and mutation who may use it', () => {
  expect(new Set(rootFields(started.service.subgraph))).toEqual(new Set(Object.keys(TABLE)));
});

it('lets everybody do what the table says, and nothing else', async () => {
  expect(await deviations(started.service.subgraph, TABLE)).toEqual([]);
});
