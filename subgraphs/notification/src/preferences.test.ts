import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dependsOnPreferences, isWanted } from './domain/channel-preferences.js';
import { eventually } from './testing/eventually.js';
import {
  examplePerson,
  orderConfirmed,
  shipmentUpdated,
  userRegistered,
} from './testing/example-messages.js';
import type { MemoryBus } from './testing/memory-bus.js';
import { createMemoryBus } from './testing/memory-bus.js';
import type { NotificationHarness } from './testing/notification-harness.js';
import { startNotificationHarness } from './testing/notification-harness.js';
import { preferencesTransport } from './testing/preferences-transport.js';

const NOTHING = { emailNotifications: false, smsNotifications: false, pushNotifications: false };

describe('what customers want to be told by', () => {
  let bus: MemoryBus;
  let harness: NotificationHarness;

  beforeEach(() => {
    bus = createMemoryBus();
  });

  afterEach(() => harness.close());

  const outcomesOf = async (userId: string) => {
    const rows = await harness.database.notification.findMany({
      where: { userId },
      orderBy: { createdAt: 'asc' },
    });
    return rows.map(({ template, channel, status, lastError }) => [template, channel, status, lastError]);
  };

  it.each([
    [{ ...NOTHING, emailNotifications: true }, 'SENT', 'SKIPPED'],
    [{ ...NOTHING, pushNotifications: true }, 'SKIPPED', 'SENT'],
    [NOTHING, 'SKIPPED', 'SKIPPED'],
    [null, 'SENT', 'SENT'],
  ])('holds for what is about orders, and not for the account: %j', async (preferences, email, push) => {
    harness = await startNotificationHarness({ bus, internal: preferencesTransport(() => preferences) });
    const ann = examplePerson();
    await bus.deliver(userRegistered(ann));
    await bus.deliver(orderConfirmed(ann));
    await bus.deliver(shipmentUpdated(ann, randomUUID(), 'OUT_FOR_DELIVERY'));
    const reason = { SENT: null, SKIPPED: 'NOT_WANTED' } as const;
    await eventually(async () => {
      expect(await outcomesOf(ann.userId)).toEqual([
        ['welcome', 'EMAIL', 'SENT', null],
        ['order-confirmed', 'EMAIL', email, reason[email as 'SENT']],
        ['shipment-out-for-delivery', 'PUSH', push, reason[push as 'SENT']],
      ]);
    });
    expect(await harness.outbox.readMail(ann.email)).toHaveLength(email === 'SENT' ? 2 : 1);
    expect(await harness.outbox.readTexts(ann.userId)).toHaveLength(push === 'SENT' ? 1 : 0);
  });

  it('leaves what is not wanted to be read in the shop, also when it was written late', async () => {
    harness = await startNotificationHarness({ bus, internal: preferencesTransport(() => NOTHING) });
    const ann = examplePerson();
    await bus.deliver(orderConfirmed(ann));
    await bus.deliver(userRegistered(ann));
    await eventually(async () => {
      expect(
        await harness.database.notification.findFirst({
          where: { userId: ann.userId, template: 'order-confirmed' },
        }),
      ).toMatchObject({ status: 'SKIPPED', subject: 'Your order TA-7 is confirmed', values: null });
    });
  });

  it('waits while the user service is away, and counts no attempt', async () => {
    let away = true;
    const answer = preferencesTransport(() => null);
    harness = await startNotificationHarness({
      bus,
      internal: (...request) => (away ? Promise.reject(new Error('away')) : answer(...request)),
    });
    const ann = examplePerson();
    await bus.deliver(userRegistered(ann));
    await bus.deliver(orderConfirmed(ann));
    await eventually(async () => {
      expect(harness.logged).toContain('a notification was not sent');
      expect(await outcomesOf(ann.userId)).toContainEqual(['order-confirmed', 'EMAIL', 'QUEUED', null]);
    });
    away = false;
    await eventually(async () => {
      expect(
        await harness.database.notification.findFirst({
          where: { userId: ann.userId, template: 'order-confirmed' },
        }),
      ).toMatchObject({ status: 'SENT', attempts: 1 });
    });
  });

  it('sends no text messages to who has not asked for them', () => {
    expect(isWanted(null, 'SMS')).toBe(false);
    expect(isWanted({ EMAIL: false, SMS: true, PUSH: false }, 'SMS')).toBe(true);
    expect(isWanted({ EMAIL: false, SMS: false, PUSH: false }, 'IN_APP')).toBe(true);
  });
});

it('a question without whose answer the order ends is always sent', () => {
  const about = (template: string) =>
    dependsOnPreferences({ orderId: randomUUID(), channel: 'EMAIL', template });
  expect(about('payment-action-required')).toBe(false);
  expect(about('order-confirmed')).toBe(true);
});
