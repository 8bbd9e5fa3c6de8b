import { randomUUID } from 'node:crypto';
import type { Message } from '@techally/contracts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from './testing/eventually.js';
import { examplePerson, reservationLost, sagaParked } from './testing/example-messages.js';
import type { MemoryBus } from './testing/memory-bus.js';
import { createMemoryBus } from './testing/memory-bus.js';
import type { NotificationHarness } from './testing/notification-harness.js';
import { startNotificationHarness } from './testing/notification-harness.js';
import { ALL_NOTIFICATIONS, ENTITIES, RESEND } from './testing/operations.js';
import { identityOf } from './testing/subgraph-fixture.js';

const OPERATORS = 'ops@example.test';
const delivery = { smtp: null, sms: null, push: null, operatorEmail: OPERATORS };
const admin = identityOf(examplePerson(), 'ADMIN');

describe('what operators are told', () => {
  let bus: MemoryBus;
  let harness: NotificationHarness;

  beforeEach(() => {
    bus = createMemoryBus();
  });
  afterEach(() => harness.close());

  const mails = () => harness.outbox.readMail(OPERATORS);
  /** Waits until so many notices have left. */
  const sent = (count: number) =>
    eventually(async () => {
      const rows = await harness.database.notification.findMany({ orderBy: { createdAt: 'asc' } });
      expect(rows.map(({ status }) => status)).toEqual(Array.from({ length: count }, () => 'SENT'));
      return rows;
    });

  it('is by one mail that a saga is parked, with all that they need to decide', async () => {
    harness = await startNotificationHarness({ bus, delivery });
    const { data, ...message } = sagaParked();
    await bus.deliver({ ...message, data });
    expect(await sent(1)).toMatchObject([
      { userId: null, template: 'saga-parked', channel: 'EMAIL', address: OPERATORS, orderId: data.orderId },
    ]);
    const [mail, ...others] = await mails();
    expect(others).toEqual([]);
    expect(mail?.subject).toBe('Order TA-7 is stuck and needs you');
    for (const part of [data.number, data.sagaId, data.orderId, data.step, data.problem])
      expect(mail?.text).toContain(part);
    for (const mutation of ['retrySaga', 'compensateSaga']) expect(mail?.text).toContain(mutation);
    // It is about a customer's order, and none of the customer's business.
    expect(bus.published).toEqual([]);
  });

  it('is told once for a message that comes five times, and again for the next parking', async () => {
    harness = await startNotificationHarness({ bus, delivery });
    const orderId = randomUUID();
    const first = sagaParked(orderId);
    await Promise.all(Array.from({ length: 5 }, () => bus.deliver(first)));
    await harness.database.inboxMessage.deleteMany();
    await bus.deliver(first);
    await sent(1);
    await bus.deliver(sagaParked(orderId));
    await sent(2);
    expect(await mails()).toHaveLength(2);
  });

  it('is once for an order that its parcel left without a reservation', async () => {
    harness = await startNotificationHarness({ bus, delivery });
    const orderId = randomUUID();
    await bus.deliver(reservationLost(orderId));
    await bus.deliver(reservationLost(orderId));
    await sent(1);
    const [mail] = await mails();
    expect(mail?.subject).toBe('Order TA-7 has left without its reservation');
    expect(mail?.text).toContain('2 wanted, 1 there');
    expect(mail?.text).toContain('adjustStock');
  });

  it('is tried again like everything else', async () => {
    let calls = 0;
    const send = () => ((calls += 1) < 3 ? Promise.reject(new Error('busy')) : Promise.resolve());
    harness = await startNotificationHarness({ bus, delivery, senders: { email: { send } } });
    await bus.deliver(sagaParked());
    expect(await sent(1)).toMatchObject([{ attempts: 3 }]);
  });

  it.each([
    ['a parked saga', sagaParked()],
    ['a lost reservation', reservationLost()],
  ] as [string, Message & { readonly data: { readonly problem: string } }][])(
    'stands in the log alone without an address: %s',
    async (_name, message) => {
      harness = await startNotificationHarness({ bus });
      await bus.deliver(message);
      expect(harness.logged).toEqual(['the operators cannot be told: OPERATOR_EMAIL is not set']);
      expect(harness.loggedDetails).toMatchObject([{ problem: message.data.problem, number: 'TA-7' }]);
      expect(await harness.database.notification.count()).toBe(0);
    },
  );

  it('is shown to administrators without a recipient, and sent once more on demand; to customers not at all', async () => {
    harness = await startNotificationHarness({ bus, delivery });
    await bus.deliver(sagaParked());
    const [row] = await sent(1);
    const { data, errors } = await harness.execute(admin, ALL_NOTIFICATIONS, {
      filter: { template: 'saga-parked' },
    });
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({
      allNotifications: { totalCount: 1, edges: [{ node: { id: row?.id, recipient: null } }] },
    });
    const representations = [{ __typename: 'Notification', id: row?.id }];
    const stranger = identityOf(examplePerson());
    expect((await harness.execute(stranger, ENTITIES, { representations })).data).toEqual({
      _entities: [null],
    });
    await harness.execute(admin, RESEND, { id: row?.id });
    await eventually(async () => {
      expect(await mails()).toHaveLength(2);
    });
  });
});
