import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPrismaTemplateStore } from './adapters/prisma-template-store.js';
import { createNotificationService } from './create-service.js';
import type { OutgoingMail } from './ports/message-sender.js';
import { eventually } from './testing/eventually.js';
import { TEMPLATES } from './templates/templates.js';
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

describe('facts and their delivery', () => {
  let bus: MemoryBus;
  let harness: NotificationHarness;

  beforeEach(() => {
    bus = createMemoryBus();
  });

  afterEach(() => harness.close());

  const rowsOf = (userId: string) =>
    harness.database.notification.findMany({ where: { userId }, orderBy: { createdAt: 'asc' } });
  const mailTo = (email: string) => harness.outbox.readMail(email);
  const settled = (userId: string) =>
    eventually(async () => {
      const rows = await rowsOf(userId);
      expect(rows.length).toBeGreaterThan(0);
      expect(rows.map(({ status }) => status)).not.toContain('QUEUED');
      return rows;
    });

  it('welcomes who has registered by one mail, and announces that it has left', async () => {
    harness = await startNotificationHarness({ bus });
    const ann = examplePerson();
    await bus.deliver(userRegistered(ann));
    const [row] = await settled(ann.userId);
    expect(row).toMatchObject({
      template: 'welcome',
      channel: 'EMAIL',
      status: 'SENT',
      attempts: 1,
      lastError: null,
    });
    const mails = await mailTo(ann.email.toUpperCase());
    expect(mails).toEqual([
      expect.objectContaining({
        to: ann.email,
        subject: 'Welcome to TechAlly, Ann',
        messageId: row?.messageIdHeader,
      }),
    ]);
    expect(mails[0]?.text).toContain('https://shop.test');
    await eventually(() => {
      expect(bus.published.map(({ type, data }) => [type, data])).toEqual([
        [
          'NotificationSent',
          { notificationId: row?.id, userId: ann.userId, channel: 'EMAIL', template: 'welcome' },
        ],
      ]);
    });
  });

  it('has one row and sends one mail for a message that is delivered five times at once', async () => {
    harness = await startNotificationHarness({ bus });
    const ann = examplePerson();
    await bus.deliver(userRegistered(ann));
    const message = orderConfirmed(ann);
    await Promise.all(Array.from({ length: 5 }, () => bus.deliver(message)));
    const rows = await settled(ann.userId);
    expect(rows.map(({ template }) => template)).toEqual(['welcome', 'order-confirmed']);
    expect(await mailTo(ann.email)).toHaveLength(2);
  });

  it('has one row when the inbox has forgotten the message', async () => {
    harness = await startNotificationHarness({ bus });
    const ann = examplePerson();
    const message = userRegistered(ann);
    await bus.deliver(message);
    await harness.database.inboxMessage.deleteMany();
    await bus.deliver(message);
    await settled(ann.userId);
    expect(await rowsOf(ann.userId)).toHaveLength(1);
  });

  it('tries again with the same Message-ID after a sender failed twice', async () => {
    const attempts: OutgoingMail[] = [];
    const send = (mail: OutgoingMail) => {
      attempts.push(mail);
      return attempts.length < 3 ? Promise.reject(new Error('the server is busy')) : Promise.resolve();
    };
    harness = await startNotificationHarness({ bus, senders: { email: { send } } });
    const ann = examplePerson();
    await bus.deliver(userRegistered(ann));
    const [row] = await settled(ann.userId);
    expect(row).toMatchObject({ status: 'SENT', attempts: 3, lastError: null });
    expect(attempts).toHaveLength(3);
    expect(new Set(attempts.map(({ messageId }) => messageId))).toEqual(new Set([row?.messageIdHeader]));
    expect(harness.logged.filter((line) => line === 'a notification was not sent')).toHaveLength(2);
  });

  it('gives up after the last attempt, and says why', async () => {
    harness = await startNotificationHarness({
      bus,
      senders: { email: { send: () => Promise.reject(new Error('no such mailbox')) } },
      deliveryPolicy: { maxAttempts: 3 },
    });
    const ann = examplePerson();
    await bus.deliver(userRegistered(ann));
    expect(await settled(ann.userId)).toMatchObject([
      { status: 'FAILED', attempts: 3, lastError: 'no such mailbox', sentAt: null },
    ]);
    expect(bus.published).toEqual([]);
  });

  it('counts a sender that does not answer as failed', async () => {
    harness = await startNotificationHarness({
      bus,
      senders: { email: { send: () => new Promise(() => undefined) } },
      deliveryPolicy: { maxAttempts: 1, sendTimeout: 20 },
    });
    const ann = examplePerson();
    await bus.deliver(userRegistered(ann));
    expect(await settled(ann.userId)).toMatchObject([
      { status: 'FAILED', lastError: 'The sender has not answered within 20 ms.' },
    ]);
  });

  it('keeps a fact whose recipient is not known yet, and tells it as soon as they are', async () => {
    harness = await startNotificationHarness({ bus, deliveryPolicy: { patience: 60_000 } });
    const ann = examplePerson();
    const orderId = randomUUID();
    await bus.deliver(orderConfirmed(ann, orderId));
    await eventually(async () => {
      const [row] = await rowsOf(ann.userId);
      expect(row).toMatchObject({ status: 'QUEUED', body: null, attempts: 0, orderId });
      expect(row?.nextAttemptAt.getTime()).toBeGreaterThan(row?.createdAt.getTime() ?? 0);
    });
    await bus.deliver(userRegistered(ann));
    const rows = await settled(ann.userId);
    expect(rows.map(({ template, status }) => [template, status])).toEqual([
      ['order-confirmed', 'SENT'],
      ['welcome', 'SENT'],
    ]);
    expect(rows[0]).toMatchObject({ subject: 'Your order TA-7 is confirmed', values: null });
    expect((await mailTo(ann.email)).some(({ text }) => text.includes('over 59.90 USD'))).toBe(true);
  });

  it('waits for an unknown recipient no longer than it has patience', async () => {
    harness = await startNotificationHarness({ bus, deliveryPolicy: { patience: 0 } });
    const ann = examplePerson();
    await bus.deliver(orderConfirmed(ann));
    expect(await settled(ann.userId)).toMatchObject([
      { status: 'FAILED', lastError: 'Nobody has announced the recipient.' },
    ]);
  });

  it('tells once that a parcel is on its way, and nothing before it was handed over', async () => {
    harness = await startNotificationHarness({ bus });
    const ann = examplePerson();
    await bus.deliver(userRegistered(ann));
    const shipmentId = randomUUID();
    for (const status of ['PENDING', 'SHIPPED', 'IN_TRANSIT', 'OUT_FOR_DELIVERY', 'DELIVERED']) {
      await bus.deliver(shipmentUpdated(ann, shipmentId, status));
    }
    const rows = await settled(ann.userId);
    expect(rows.map(({ template, channel }) => [template, channel])).toEqual([
      ['welcome', 'EMAIL'],
      ['order-shipped', 'EMAIL'],
      ['shipment-out-for-delivery', 'PUSH'],
    ]);
    expect(await harness.outbox.readTexts(ann.userId)).toMatchObject([
      { channel: 'PUSH', subject: 'Your parcel comes today' },
    ]);
  });

  it('shares what is due among replicas, so that each mail is sent once', async () => {
    const sent: string[] = [];
    const send = async ({ messageId }: OutgoingMail) => {
      sent.push(messageId);
      await delay(20);
    };
    harness = await startNotificationHarness({ bus, senders: { email: { send } } });
    const silent = () => undefined;
    // Another replica, on the same database.
    const second = await createNotificationService({
      databaseUrl: harness.databaseUrl,
      identitySecret: 'x'.repeat(32),
      bus: createMemoryBus(),
      internal: () => Promise.reject(new Error('unused')),
      logger: { info: silent, warn: silent, error: silent },
      senders: { email: { send } },
      deliveryInterval: 5,
    });
    await second.start();
    const people = Array.from({ length: 40 }, examplePerson);
    await Promise.all(people.map((person) => bus.deliver(userRegistered(person))));
    await eventually(async () => {
      expect(await harness.database.notification.count({ where: { status: 'SENT' } })).toBe(40);
    });
    await second.stop();
    expect(sent).toHaveLength(40);
    expect(new Set(sent).size).toBe(40);
  });

  it('leaves alone what another process has in hand, and sends it when that process has died', async () => {
    let calls = 0;
    const send = () => ((calls += 1) === 1 ? Promise.reject(new Error('not now')) : Promise.resolve());
    harness = await startNotificationHarness({
      bus,
      senders: { email: { send } },
      deliveryPolicy: { backoff: () => 150 },
    });
    const ann = examplePerson();
    await bus.deliver(userRegistered(ann));
    await eventually(async () => {
      expect(await rowsOf(ann.userId)).toMatchObject([{ status: 'QUEUED', attempts: 1 }]);
    });
    const death = harness.database.$transaction(async (tx) => {
      await tx.$queryRaw`SELECT id FROM notifications FOR UPDATE`;
      await delay(400);
      expect(calls).toBe(1);
      throw new Error('the process dies here');
    });
    await expect(death).rejects.toThrow('the process dies here');
    expect(await settled(ann.userId)).toMatchObject([{ status: 'SENT', attempts: 2 }]);
  });

  it('refuses a message that its template cannot be filled from, once and for all', async () => {
    harness = await startNotificationHarness({ bus });
    await harness.database.notificationTemplate.update({
      where: { key: 'welcome' },
      data: { body: '{{nickname}}' },
    });
    const ann = examplePerson();
    await expect(bus.deliver(userRegistered(ann))).rejects.toMatchObject({
      code: 'TEMPLATE_VALUE_MISSING',
      retryable: false,
    });
    expect(await rowsOf(ann.userId)).toEqual([]);
  });

  it('updates templates at its start where their words have changed, and nothing else', async () => {
    harness = await startNotificationHarness({ bus });
    const { database } = harness;
    await database.notificationTemplate.update({ where: { key: 'welcome' }, data: { subject: 'Old words' } });
    await createPrismaTemplateStore(database).save(TEMPLATES);
    const rows = await database.notificationTemplate.findMany();
    expect(rows).toHaveLength(TEMPLATES.length);
    expect(rows.filter(({ version }) => version > 1)).toMatchObject([
      { key: 'welcome', version: 2, subject: 'Welcome to TechAlly, {{firstName}}' },
    ]);
  });
});
