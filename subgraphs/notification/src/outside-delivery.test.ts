import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { inspect } from 'node:util';
import { serveHttp } from '@techally/test-parts';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { DeliverySettings } from './parse-delivery-settings.js';
import { eventually } from './testing/eventually.js';
import {
  examplePerson,
  shipmentUpdated,
  userRegistered,
  verificationRequested,
} from './testing/example-messages.js';
import type { MemoryBus } from './testing/memory-bus.js';
import { createMemoryBus } from './testing/memory-bus.js';
import type { NotificationHarness } from './testing/notification-harness.js';
import { startNotificationHarness } from './testing/notification-harness.js';
import type { ServeSmtpOptions } from './testing/serve-smtp.js';
import { serveSmtp, smtpReply } from './testing/serve-smtp.js';

const NOBODY: DeliverySettings = { smtp: null, sms: null, push: null, operatorEmail: null };

describe('delivery by those who are outside of the shop', () => {
  let bus: MemoryBus;
  let harness: NotificationHarness;

  beforeEach(() => {
    bus = createMemoryBus();
  });

  afterEach(() => harness.close());

  async function withMailServer(options?: ServeSmtpOptions) {
    const server = await serveSmtp(options);
    onTestFinished(() => server.close());
    harness = await startNotificationHarness({ bus, delivery: { ...NOBODY, smtp: server.settings } });
    return server;
  }

  async function withPushGateway(
    answer: (request: IncomingMessage, count: number) => [number, Record<string, string>?],
  ) {
    const requests: IncomingMessage[] = [];
    const gateway = await serveHttp((request, response) => {
      requests.push(request);
      const [status, headers = {}] = answer(request, requests.length);
      response.writeHead(status, headers).end();
    });
    onTestFinished(() => gateway.close());
    const push = { url: gateway.url, token: 'a-token' };
    harness = await startNotificationHarness({ bus, delivery: { ...NOBODY, push } });
    return requests;
  }

  const rowOf = async (userId: string, template: string) =>
    (await harness.database.notification.findFirst({ where: { userId, template } })) ?? undefined;
  const settled = (userId: string, template = 'welcome') =>
    eventually(async () => {
      const row = await rowOf(userId, template);
      expect(row?.status).toMatch(/SENT|FAILED/);
      return row;
    });

  it('mails with the same Message-ID until the server takes it, and once only then', async () => {
    let attempts = 0;
    const server = await withMailServer({
      receive: () =>
        (attempts += 1) < 3 ? Promise.reject(smtpReply(451, '4.3.2 not now')) : Promise.resolve(),
    });
    const ann = examplePerson();
    await bus.deliver(userRegistered(ann));
    const row = await settled(ann.userId);
    expect(row).toMatchObject({ status: 'SENT', attempts: 3, lastError: null });
    const ids = server.mails.map(({ headers }) => /^Message-ID: (.*?)\r?$/m.exec(headers)?.[1]);
    expect(ids).toEqual(Array.from({ length: 3 }, () => row?.messageIdHeader));
    // What leaves the shop is in no table of the shop.
    expect(await harness.outbox.readMail(ann.email)).toEqual([]);
  });

  it('gives a mail up at once that the server refuses for good, and tells no address', async () => {
    const server = await withMailServer({
      onRcptTo: ({ address }, _session, callback) => {
        callback(smtpReply(550, `5.1.1 <${address}>: no such mailbox`));
      },
    });
    const ann = examplePerson();
    await bus.deliver(userRegistered(ann));
    expect(await settled(ann.userId)).toMatchObject({
      status: 'FAILED',
      attempts: 1,
      lastError: 'The mail server has refused the mail: 550 5.1.1.',
    });
    expect(server.mails).toEqual([]);
    expect(inspect(harness.loggedDetails, { depth: 10 })).toContain('550 5.1.1');
    expect(inspect(harness.loggedDetails, { depth: 10 })).not.toContain(ann.email);
  });

  it('lets a name with a line break add no header to a mail', async () => {
    const server = await withMailServer();
    const ann = { ...examplePerson(), firstName: 'Ann\r\nBcc: eve@example.test\r\n' };
    await bus.deliver(userRegistered(ann));
    await settled(ann.userId);
    expect(server.mails).toMatchObject([{ recipients: [ann.email] }]);
    expect(server.mails[0]?.headers).not.toMatch(/^Bcc:/im);
  });

  it('forgets a secret once the server has the mail', async () => {
    const server = await withMailServer();
    const ann = examplePerson();
    await bus.deliver(verificationRequested(ann));
    expect(await settled(ann.userId, 'email-verification')).toMatchObject({ secretText: null });
    expect(server.mails[0]?.raw.replaceAll('=\r\n', '')).toContain('a-very-secret-token');
  });

  it('finishes the mail that it is sending when the service stops, and notes that it was sent', async () => {
    const server = await withMailServer({ receive: () => delay(300) });
    const ann = examplePerson();
    await bus.deliver(userRegistered(ann));
    await eventually(() => {
      expect(server.mails).toHaveLength(1);
    });
    await harness.service.stop();
    expect(await rowOf(ann.userId, 'welcome')).toMatchObject({ status: 'SENT', attempts: 1 });
    await eventually(() => {
      expect(server.connections()).toBe(0);
    });
    expect(server.mails).toHaveLength(1);
  });

  it('pushes with the same key until the gateway takes it', async () => {
    const requests = await withPushGateway((_request, count) => [count === 1 ? 503 : 202]);
    const ann = examplePerson();
    await bus.deliver(userRegistered(ann));
    await bus.deliver(shipmentUpdated(ann, randomUUID(), 'OUT_FOR_DELIVERY'));
    const row = await settled(ann.userId, 'shipment-out-for-delivery');
    expect(row).toMatchObject({ status: 'SENT', attempts: 2, channel: 'PUSH' });
    expect(requests.map(({ headers }) => `<${String(headers['idempotency-key'])}>`)).toEqual([
      row?.messageIdHeader,
      row?.messageIdHeader,
    ]);
    expect(await harness.outbox.readTexts(ann.userId)).toEqual([]);
    // Mails have no server here.
    expect(await harness.outbox.readMail(ann.email)).toHaveLength(1);
  });

  it('waits as long as a gateway asks', async () => {
    await withPushGateway(() => [429, { 'retry-after': '600' }]);
    const ann = examplePerson();
    await bus.deliver(userRegistered(ann));
    await bus.deliver(shipmentUpdated(ann, randomUUID(), 'OUT_FOR_DELIVERY'));
    const row = await eventually(async () => {
      const found = await rowOf(ann.userId, 'shipment-out-for-delivery');
      expect(found?.attempts).toBe(1);
      return found;
    });
    expect(row?.status).toBe('QUEUED');
    expect(row?.nextAttemptAt.getTime()).toBeGreaterThan(Date.now() + 500_000);
  });

  it('gives a push up at once that the gateway refuses for good', async () => {
    await withPushGateway(() => [422]);
    const ann = examplePerson();
    await bus.deliver(userRegistered(ann));
    await bus.deliver(shipmentUpdated(ann, randomUUID(), 'OUT_FOR_DELIVERY'));
    expect(await settled(ann.userId, 'shipment-out-for-delivery')).toMatchObject({
      status: 'FAILED',
      attempts: 1,
      lastError: 'The PUSH gateway has answered 422.',
    });
  });
});
