import { AdminNotificationTemplatesDocument } from '@techally/client-admin';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { TestStack } from '../harness/start-test-stack.js';
import { startTestStack } from '../harness/start-test-stack.js';

let stack: TestStack;

beforeAll(async () => {
  stack = await startTestStack();
}, 60_000);
afterAll(() => stack.stop());

it('shows the admin portal every template with its channel, what triggers it, and how it looks', async () => {
  const { client } = await stack.admin();
  const { notificationTemplates } = await client.request(AdminNotificationTemplatesDocument, { first: 100 });
  const nodes = notificationTemplates.edges.map(({ node }) => node);
  expect(nodes).toHaveLength(notificationTemplates.totalCount);
  for (const { key, events, preview } of nodes) {
    expect(events.length, key).toBeGreaterThan(0);
    expect(preview?.subject, key).toMatch(/./);
    expect(preview?.body, key).not.toMatch(/\{\{|undefined/);
  }
  expect(nodes.find(({ key }) => key === 'saga-parked')).toMatchObject({
    channel: 'EMAIL',
    events: ['SagaParked'],
    preview: { subject: 'Order TA-1001 is stuck and needs you' },
  });
});

it('shows templates to administrators only', async () => {
  const { client } = await stack.customer();
  for (const other of [client, stack.client]) {
    await expect(other.request(AdminNotificationTemplatesDocument, { first: 1 })).rejects.toMatchObject({
      code: 'UNAUTHORIZED_FIELD_OR_TYPE',
    });
  }
});
