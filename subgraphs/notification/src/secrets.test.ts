import { randomUUID } from 'node:crypto';
import { createMessage, PaymentActionRequired } from '@techally/contracts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MASK } from './domain/render-template.js';
import { eventually } from './testing/eventually.js';
import { examplePerson, userRegistered, verificationRequested } from './testing/example-messages.js';
import type { MemoryBus } from './testing/memory-bus.js';
import { createMemoryBus } from './testing/memory-bus.js';
import type { NotificationHarness } from './testing/notification-harness.js';
import { startNotificationHarness } from './testing/notification-harness.js';

describe('secrets in notifications', () => {
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

  it('mails a secret link in full, and keeps it nowhere else', async () => {
    harness = await startNotificationHarness({ bus });
    const ann = examplePerson();
    await bus.deliver(verificationRequested(ann));
    const [row] = await settled(ann.userId);
    expect((await mailTo(ann.email))[0]?.text).toContain(
      'https://shop.test/verify-email?token=a-very-secret-token',
    );
    expect(row).toMatchObject({ status: 'SENT', secretText: null });
    expect(row?.body).toContain(`verify-email?token=${MASK}`);
    expect(JSON.stringify(row)).not.toContain('a-very-secret-token');
  });

  it('does not mail a link that has expired, and forgets it', async () => {
    harness = await startNotificationHarness({ bus });
    const ann = examplePerson();
    await bus.deliver(verificationRequested(ann, { expiresAt: new Date(Date.now() - 1_000).toISOString() }));
    expect(await settled(ann.userId)).toMatchObject([
      { status: 'SKIPPED', lastError: 'EXPIRED', secretText: null },
    ]);
    expect(await mailTo(ann.email)).toEqual([]);
  });

  it('forgets the secret of a mail that failed once it has expired', async () => {
    let time = Date.now();
    harness = await startNotificationHarness({
      bus,
      now: () => new Date(time),
      senders: { email: { send: () => Promise.reject(new Error('down')) } },
      deliveryPolicy: { maxAttempts: 1 },
    });
    const ann = examplePerson();
    await bus.deliver(verificationRequested(ann));
    const [failed] = await settled(ann.userId);
    expect(failed?.secretText).toContain('a-very-secret-token');
    time += 2 * 3_600_000;
    await eventually(async () => {
      expect(await rowsOf(ann.userId)).toMatchObject([{ status: 'FAILED', secretText: null }]);
    });
  });

  it('keeps the client secret of a payment out of what it writes', async () => {
    harness = await startNotificationHarness({ bus });
    const ann = examplePerson();
    await bus.deliver(userRegistered(ann));
    const data = {
      paymentId: randomUUID(),
      orderId: randomUUID(),
      userId: ann.userId,
      clientSecret: 'pi_secret',
    };
    await bus.deliver(createMessage(PaymentActionRequired, { aggregateId: data.paymentId, data }));
    await settled(ann.userId);
    const everything = [await rowsOf(ann.userId), await mailTo(ann.email)];
    expect(JSON.stringify(everything)).toContain(`https://shop.test/orders/${data.orderId}`);
    expect(JSON.stringify(everything)).not.toContain('pi_secret');
  });
});
