import { randomUUID } from 'node:crypto';
import { createMessage, OrderDelivered } from '@techally/contracts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from './testing/eventually.js';
import {
  examplePerson,
  orderConfirmed,
  shipmentUpdated,
  userDeleted,
  userRegistered,
  verificationRequested,
} from './testing/example-messages.js';
import type { MemoryBus } from './testing/memory-bus.js';
import { createMemoryBus } from './testing/memory-bus.js';
import type { NotificationHarness } from './testing/notification-harness.js';
import { startNotificationHarness } from './testing/notification-harness.js';

describe('the erasure of an account', () => {
  let bus: MemoryBus;
  let harness: NotificationHarness;

  beforeEach(() => {
    bus = createMemoryBus();
  });

  afterEach(() => harness.close());

  const rowsOf = (userId: string) =>
    harness.database.notification.findMany({ where: { userId }, orderBy: { createdAt: 'asc' } });
  const settled = (userId: string) =>
    eventually(async () => {
      const rows = await rowsOf(userId);
      expect(rows.length).toBeGreaterThan(0);
      expect(rows.map(({ status }) => status)).not.toContain('QUEUED');
      return rows;
    });

  it('erases name, address, texts and mails of a deleted account, sent more than once or not', async () => {
    harness = await startNotificationHarness({ bus });
    const ann = examplePerson();
    await bus.deliver(userRegistered(ann));
    await bus.deliver(verificationRequested(ann));
    await bus.deliver(shipmentUpdated(ann, randomUUID(), 'OUT_FOR_DELIVERY'));
    await settled(ann.userId);
    await bus.deliver(userDeleted(ann));
    const { database } = harness;
    const left = JSON.stringify([
      await rowsOf(ann.userId),
      await database.outboxMail.findMany(),
      await database.outboxText.findMany(),
    ]);
    expect(left).not.toMatch(/ann-|Ann|secret-token|parcel/);
    expect(await database.outboxMail.count()).toBe(0);
    expect(await database.outboxText.count()).toBe(0);
    expect(await database.recipient.findUnique({ where: { userId: ann.userId } })).toMatchObject({
      email: null,
      firstName: null,
    });
    expect(await rowsOf(ann.userId)).toHaveLength(3);
  });

  it('lets no late message bring a deleted account back', async () => {
    harness = await startNotificationHarness({ bus });
    const ann = examplePerson();
    await bus.deliver(userDeleted(ann));
    await bus.deliver(userRegistered(ann));
    await bus.deliver(verificationRequested(ann));
    const delivered = { orderId: randomUUID(), number: 'TA-8', userId: ann.userId };
    await bus.deliver(createMessage(OrderDelivered, { aggregateId: delivered.orderId, data: delivered }));
    const rows = await settled(ann.userId);
    expect(rows).toHaveLength(3);
    for (const row of rows)
      expect(row).toMatchObject({
        status: 'SKIPPED',
        subject: null,
        body: null,
        secretText: null,
        address: null,
        values: null,
      });
    expect(await harness.database.outboxMail.count()).toBe(0);
  });

  it('erases the mail that is being sent while the account is deleted', async () => {
    harness = await startNotificationHarness({ bus });
    const people = Array.from({ length: 10 }, examplePerson);
    await Promise.all(
      people.map(async (person) => {
        await bus.deliver(userRegistered(person));
        await Promise.all([bus.deliver(orderConfirmed(person)), bus.deliver(userDeleted(person))]);
      }),
    );
    for (const { userId } of people) {
      const rows = await settled(userId);
      expect(rows.map(({ body, address }) => [body, address])).toEqual(rows.map(() => [null, null]));
    }
    expect(await harness.database.outboxMail.count()).toBe(0);
  });
});
