import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { MASK } from './domain/render-template.js';
import { eventually } from './testing/eventually.js';
import { userDeleted, verificationRequested } from './testing/example-messages.js';
import type { Page } from './testing/operations.js';
import {
  ALL_NOTIFICATIONS,
  DEAD_LETTERS,
  ENTITIES,
  MARK_READ,
  NOTIFICATIONS,
  RESEND,
  TEMPLATES,
} from './testing/operations.js';
import { subgraphTest as it } from './testing/subgraph-test.js';

describe('the notification subgraph for administrators', () => {
  it('shows administrators all deliveries, by recipient, status and template', async ({
    fixture,
    ann,
    admin,
  }) => {
    type Deliveries = { allNotifications: Page<Record<string, unknown>> };
    const { allNotifications } = await fixture.data<Deliveries>(admin, ALL_NOTIFICATIONS, {
      filter: { userId: ann.userId },
    });
    expect(allNotifications.totalCount).toBe(3);
    expect(allNotifications.edges[0]?.node).toMatchObject({
      template: 'order-confirmed',
      status: 'SENT',
      attempts: 1,
      lastError: null,
      sentAt: expect.stringMatching(/Z$/) as string,
      recipient: { id: ann.userId },
      order: { id: ann.orderId },
    });
    const narrowed = await fixture.data<Deliveries>(admin, ALL_NOTIFICATIONS, {
      filter: { userId: ann.userId, template: 'welcome', status: 'SENT' },
    });
    expect(narrowed.allNotifications.edges.map(({ node }) => node['template'])).toEqual(['welcome']);
    expect(
      (
        await fixture.data<Deliveries>(admin, ALL_NOTIFICATIONS, {
          filter: { userId: ann.userId, status: 'FAILED' },
        })
      ).allNotifications.totalCount,
    ).toBe(0);
    expect(await fixture.codes(admin, ALL_NOTIFICATIONS, { filter: { userId: 'x' } })).toEqual([
      'BAD_USER_INPUT',
    ]);
  });

  it('shows the token of a link to nobody, even while the mail is still to be sent', async ({
    fixture,
    ann,
    admin,
  }) => {
    fixture.sendMail = () => Promise.reject(new Error('down'));
    await fixture.bus.publish([verificationRequested(ann)]);
    await fixture.settled(ann.userId, 4);
    const seen = [
      await fixture.data(admin, ALL_NOTIFICATIONS, { filter: { userId: ann.userId } }),
      await fixture.data(ann.identity, NOTIFICATIONS),
      await fixture.data(admin, DEAD_LETTERS),
    ];
    expect(JSON.stringify(seen)).toContain(MASK);
    expect(JSON.stringify(seen)).not.toContain('a-very-secret-token');
  });

  it('shows nothing of a deleted account', async ({ fixture, ann, admin }) => {
    await fixture.bus.publish([userDeleted(ann)]);
    await eventually(async () => {
      expect(await fixture.data(ann.identity, NOTIFICATIONS)).toMatchObject({
        notifications: { edges: [], totalCount: 0, unreadCount: 0 },
      });
    });
    const id = await fixture.idOf(ann.userId, 'welcome');
    expect(
      await fixture.data(admin, ENTITIES, { representations: [{ __typename: 'Notification', id }] }),
    ).toEqual({ _entities: [null] });
    expect(await fixture.data(ann.identity, MARK_READ, { id })).toMatchObject({
      markNotificationRead: { userErrors: [{ code: 'NOT_FOUND' }] },
    });
    expect(await fixture.data(admin, RESEND, { id })).toMatchObject({
      resendNotification: { userErrors: [{ code: 'INVALID_STATE', message: 'The account is deleted.' }] },
    });
  });

  it('sends once more what was sent, as another mail, and what failed, as the same', async ({
    fixture,
    ann,
    admin,
  }) => {
    const sent: string[] = [];
    fixture.sendMail = ({ messageId }) => {
      sent.push(messageId);
      return Promise.reject(new Error('down'));
    };
    const id = await fixture.idOf(ann.userId, 'welcome');
    const before = await fixture.harness.database.notification.findUniqueOrThrow({ where: { id } });
    const queued = {
      resendNotification: {
        notification: { id, status: 'QUEUED', recipient: { id: ann.userId } },
        userErrors: [],
      },
    };
    expect(await fixture.data(admin, RESEND, { id })).toEqual(queued);
    await fixture.settled(ann.userId, 3);
    expect(await fixture.harness.database.notification.findUnique({ where: { id } })).toMatchObject({
      status: 'FAILED',
      attempts: 1,
      lastError: 'down',
    });
    expect(await fixture.data(admin, RESEND, { id })).toEqual(queued);
    await fixture.settled(ann.userId, 3);
    expect(sent).toHaveLength(2);
    await eventually(async () => {
      const records = fixture.audits.filter(({ targetId }) => targetId === id);
      expect(records.map(({ action, before, after }) => ({ action, before, after }))).toEqual([
        {
          action: 'RESEND_NOTIFICATION',
          before: { status: 'SENT', resends: 0 },
          after: { status: 'QUEUED', resends: 1 },
        },
        {
          action: 'RESEND_NOTIFICATION',
          before: { status: 'FAILED', resends: 1 },
          after: { status: 'QUEUED', resends: 1 },
        },
      ]);
    });
    expect(new Set(sent).size).toBe(1);
    expect(sent[0]).not.toBe(before.messageIdHeader);
  });

  it('does not send a secret link once more after it has left, nor what does not exist', async ({
    fixture,
    ann,
    admin,
  }) => {
    expect(
      await fixture.data(admin, RESEND, { id: await fixture.idOf(ann.userId, 'email-verification') }),
    ).toMatchObject({
      resendNotification: {
        notification: null,
        userErrors: [{ field: ['input', 'id'], code: 'INVALID_STATE' }],
      },
    });
    expect(await fixture.data(admin, RESEND, { id: randomUUID() })).toMatchObject({
      resendNotification: { userErrors: [{ code: 'NOT_FOUND' }] },
    });
    expect(await fixture.data(admin, RESEND, { id: 'x' })).toMatchObject({
      resendNotification: { userErrors: [{ code: 'INVALID_INPUT' }] },
    });
  });

  it('lists the templates by key, each with a preview that has no placeholder left', async ({
    fixture,
    admin,
  }) => {
    type Templates = {
      notificationTemplates: Page<{
        key: string;
        events: string[];
        preview: { subject: string; body: string } | null;
      }>;
    };
    const { notificationTemplates: first } = await fixture.data<Templates>(admin, TEMPLATES);
    const { notificationTemplates: second } = await fixture.data<Templates>(admin, TEMPLATES, {
      after: first.pageInfo.endCursor,
    });
    const nodes = [...first.edges, ...second.edges].map(({ node }) => node);
    expect(nodes.map(({ key }) => key)).toEqual(nodes.map(({ key }) => key).sort());
    expect(nodes).toHaveLength(first.totalCount);
    for (const { key, events, preview } of nodes) {
      expect(events.length, key).toBeGreaterThan(0);
      expect(preview, key).not.toBeNull();
      expect(`${preview?.subject ?? ''}${preview?.body ?? ''}`, key).not.toContain('{{');
    }
    expect(nodes.find(({ key }) => key === 'order-confirmed')?.preview?.subject).toBe(
      'Your order TA-1001 is confirmed',
    );
    expect(nodes.find(({ key }) => key === 'order-shipped')?.events).toEqual([
      'ShipmentCreated',
      'ShipmentUpdated',
    ]);
    expect(await fixture.codes(admin, TEMPLATES, { after: 'nonsense' })).toEqual(['BAD_USER_INPUT']);
  });
});
