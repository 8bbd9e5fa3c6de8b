import { randomUUID } from 'node:crypto';
import type { AuditRecorded, DataOf } from '@techally/contracts';
import { SUBSCRIPTIONS } from '@techally/contracts';
import { createTestDatabase } from '@techally/database/testing';
import type { Identity } from '@techally/identity';
import { ROLE_SCOPES } from '@techally/identity';
import type { EventBus } from '@techally/messaging';
import { createPostgresEventBus } from '@techally/messaging';
import { expect } from 'vitest';
import type { OutgoingMail } from '../ports/message-sender.js';
import { eventually } from './eventually.js';
import type { ExamplePerson } from './example-messages.js';
import { examplePerson, orderConfirmed, userRegistered, verificationRequested } from './example-messages.js';
import type { NotificationHarness } from './notification-harness.js';
import { startNotificationHarness } from './notification-harness.js';

/** Somebody who has a welcome, a secret link and a confirmed order, in this order, all of them sent. */
export interface Customer extends ExamplePerson {
  readonly orderId: string;
  readonly identity: Identity;
}

/** A service on a real bus, asked through GraphQL. */
export interface SubgraphFixture {
  readonly bus: EventBus;
  readonly harness: NotificationHarness;
  /** The audit records so far, as the auth service receives them. */
  readonly audits: readonly DataOf<typeof AuditRecorded>[];
  /** What happens to mails; null: they are taken. One attempt is all they get. */
  sendMail: ((mail: OutgoingMail) => Promise<void>) | null;
  createCustomer(): Promise<Customer>;
  /** Waits until somebody has so many notifications, none of them queued. */
  settled(userId: string, count: number): Promise<void>;
  /** The id of somebody's notification. */
  idOf(userId: string, template: string): Promise<string>;
  /** The data of an answer without errors. */
  data<Data>(identity: Identity, query: string, variables?: Record<string, unknown>): Promise<Data>;
  /** The codes of an answer's errors. */
  codes(identity: Identity, query: string, variables?: Record<string, unknown>): Promise<unknown>;
  close(): Promise<void>;
}

export function identityOf({ userId, email }: ExamplePerson, role: 'USER' | 'ADMIN' = 'USER'): Identity {
  return { kind: 'user', userId, email, role, tier: 'STANDARD', scope: ROLE_SCOPES[role] };
}

export async function startSubgraphFixture(): Promise<SubgraphFixture> {
  const platform = await createTestDatabase('platform');
  const bus = createPostgresEventBus({
    databaseUrl: platform.url,
    topology: SUBSCRIPTIONS,
    pollInterval: 100,
    backoff: () => 20,
    onError: () => undefined,
  });
  await bus.start();
  const audits: DataOf<typeof AuditRecorded>[] = [];
  await bus.subscribe({
    service: 'auth',
    type: 'AuditRecorded',
    handle: async ({ data }) => void audits.push(data as DataOf<typeof AuditRecorded>),
  });
  const harness = await startNotificationHarness({
    bus,
    senders: { email: { send: (mail) => fixture.sendMail?.(mail) ?? Promise.resolve() } },
    deliveryPolicy: { maxAttempts: 1 },
  });

  const fixture: SubgraphFixture = {
    bus,
    harness,
    audits,
    sendMail: null,
    async createCustomer() {
      const person = examplePerson();
      const orderId = randomUUID();
      const messages = [
        userRegistered(person),
        verificationRequested(person),
        orderConfirmed(person, orderId),
      ];
      for (const [index, message] of messages.entries()) {
        await bus.publish([message]);
        await fixture.settled(person.userId, index + 1);
      }
      return { ...person, orderId, identity: identityOf(person) };
    },
    async settled(userId, count) {
      await eventually(async () => {
        const rows = await harness.database.notification.findMany({ where: { userId } });
        expect(rows.filter(({ status }) => status !== 'QUEUED')).toHaveLength(count);
      });
    },
    async idOf(userId, template) {
      const { id } = await harness.database.notification.findFirstOrThrow({ where: { userId, template } });
      return id;
    },
    async data<Data>(identity: Identity, query: string, variables?: Record<string, unknown>) {
      const response = await harness.execute(identity, query, variables);
      expect(response.errors).toBeUndefined();
      return response.data as Data;
    },
    async codes(identity, query, variables) {
      const { errors } = await harness.execute(identity, query, variables);
      return errors?.map(({ extensions }) => extensions?.['code']);
    },
    async close() {
      await harness.close();
      await bus.close();
      await platform.close();
    },
  };
  return fixture;
}
