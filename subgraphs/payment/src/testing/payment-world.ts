import { randomUUID } from 'node:crypto';
import { createMessage, ProcessPayment, RefundPayment, SUBSCRIPTIONS } from '@techally/contracts';
import type { AuditRecorded, DataOf, MessageByType } from '@techally/contracts';
import { createTestDatabase } from '@techally/database/testing';
import { createIdentitySigner, IDENTITY_HEADER } from '@techally/identity';
import type { Identity } from '@techally/identity';
import { createPostgresEventBus } from '@techally/messaging';
import { money } from '@techally/money';
import { testUser } from '@techally/subgraph-kit/testing';
import { vi } from 'vitest';
import type { Database } from '../adapters/prisma-client.js';
import { createDatabase } from '../adapters/prisma-client.js';
import { createPrismaSandboxStore } from '../adapters/sandbox/prisma-sandbox-store.js';
import { createSandboxPaymentProvider } from '../adapters/sandbox/create-sandbox-payment-provider.js';
import { createSandboxProviderServer } from '../adapters/sandbox/create-sandbox-provider-server.js';
import type { PaymentService, PaymentServiceDependencies } from '../create-service.js';
import { createPaymentService } from '../create-service.js';
import type { PaymentProvider } from '../ports/payment-provider.js';

/** What payment answers, as the order service receives it. */
export type Answer = { [Type in AnswerType]: MessageByType<Type> }[AnswerType];
export type AnswerType = 'PaymentCompleted' | 'PaymentFailed' | 'PaymentActionRequired' | 'PaymentRefunded';

export interface PaymentWorldOptions extends Pick<
  PaymentServiceDependencies,
  'provider' | 'reconciliation' | 'now'
> {
  /** Milliseconds until the provider's silence is a time-out. Default 1,500: a busy machine is slow, too. */
  readonly providerTimeout?: number;
  /** Puts something between the service and the sandbox provider. */
  readonly wrap?: (provider: PaymentProvider) => PaymentProvider;
}

/** A payment service with a database, an event bus and a sandbox provider of its own. */
export interface PaymentWorld {
  readonly service: PaymentService;
  readonly database: Database;
  readonly databaseUrl: string;
  /** Empty when there is another provider. */
  readonly sandboxUrl: string;
  /** The SQL statements that the service has sent so far. */
  readonly statements: readonly string[];
  /** Waits for the next answer about an order of one of the given types. */
  answer<Type extends AnswerType>(orderId: string, type: Type, count?: number): Promise<MessageByType<Type>>;
  answersAbout(orderId: string): readonly Answer[];
  /** The audit records so far, as the auth service receives them. */
  readonly audits: readonly DataOf<typeof AuditRecorded>[];
  /** Sends a ProcessPayment and returns it. */
  pay(data?: Partial<DataOf<typeof ProcessPayment>>): Promise<MessageByType<'ProcessPayment'>>;
  refund(
    data: Pick<DataOf<typeof RefundPayment>, 'orderId'> & Partial<DataOf<typeof RefundPayment>>,
  ): Promise<MessageByType<'RefundPayment'>>;
  publish(message: MessageByType<'ProcessPayment'> | MessageByType<'RefundPayment'>): Promise<void>;
  /** The charges and refunds of an order's payment in the books of the provider. */
  provided(
    orderId: string,
  ): Promise<{ readonly charged: number; readonly chargedCents: number; readonly refundedCents: number }>;
  /** Asks the sandbox provider for something. */
  sandbox(path: string, body: object): Promise<Response>;
  query(
    identity: Identity,
    query: string,
    variables?: Record<string, unknown>,
  ): ReturnType<PaymentService['subgraph']['execute']>;
  deadLetters(): Promise<readonly string[]>;
  close(): Promise<void>;
}

const SECRET = 'a secret of the tests, long enough to sign with';
const ANSWERS = ['PaymentCompleted', 'PaymentFailed', 'PaymentActionRequired', 'PaymentRefunded'] as const;
/** A fraction of the defaults, so that tests wait for what matters only; all in milliseconds. */
const QUICK = { lease: 4_000, backoff: () => 50, actionPollInterval: 50, maxActionPollInterval: 100 };

/** Waits until a check passes. */
export function eventually<T>(check: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(check, { timeout: 15_000, interval: 10 });
}

export async function createPaymentWorld(options: PaymentWorldOptions = {}): Promise<PaymentWorld> {
  const timeout = options.providerTimeout ?? 1_500;
  const [domain, platform] = await Promise.all([
    createTestDatabase('payment'),
    createTestDatabase('platform'),
  ]);
  const bus = createPostgresEventBus({
    databaseUrl: platform.url,
    topology: SUBSCRIPTIONS,
    backoff: () => 200,
    onError: () => undefined,
  });
  await bus.start();
  const statements: string[] = [];
  const silent = () => undefined;
  const store = options.wrap && createPrismaSandboxStore({ databaseUrl: domain.url });
  const server = store && createSandboxProviderServer({ store });
  const url = await server?.listen();
  const wrapped =
    url === undefined ? undefined : options.wrap?.(createSandboxPaymentProvider({ url, timeout }));
  const service = await createPaymentService({
    databaseUrl: domain.url,
    bus,
    identitySecret: SECRET,
    internal: () => Promise.reject(new Error('Payment asks nobody.')),
    logger: { info: silent, warn: silent, error: silent },
    provider:
      wrapped === undefined
        ? (options.provider ?? { kind: 'sandbox', timeout })
        : { kind: 'custom', provider: wrapped },
    onQuery: (sql) => void statements.push(sql),
    sweepInterval: 50,
    reconciliation: { ...QUICK, ...options.reconciliation },
    ...(options.now === undefined ? {} : { now: options.now }),
  });
  const answers: Answer[] = [];
  for (const type of ANSWERS) {
    await bus.subscribe({
      service: 'order',
      type,
      handle: async (message) => void answers.push(message as Answer),
    });
  }
  const audits: DataOf<typeof AuditRecorded>[] = [];
  await bus.subscribe({
    service: 'auth',
    type: 'AuditRecorded',
    handle: async ({ data }) => void audits.push(data as DataOf<typeof AuditRecorded>),
  });
  await service.start();
  const database = createDatabase({ databaseUrl: domain.url });
  const sandboxUrl = url ?? service.sandboxUrl ?? '';
  const signer = createIdentitySigner({ secret: SECRET });
  const about = (orderId: string) => answers.filter(({ data }) => data.orderId === orderId);

  return {
    service,
    database,
    databaseUrl: domain.url,
    sandboxUrl,
    statements,
    answersAbout: about,
    audits,
    answer: <Type extends AnswerType>(orderId: string, type: Type, count = 1) =>
      eventually(() => {
        const found = about(orderId).filter((answer) => answer.type === type)[count - 1];
        if (found === undefined)
          throw new Error(
            `No ${type} number ${String(count)}; there are ${
              about(orderId)
                .map((a) => a.type)
                .join(', ') || 'none'
            }.`,
          );
        return found as unknown as MessageByType<Type>;
      }),
    async pay(data = {}) {
      const orderId = data.orderId ?? randomUUID();
      const message = createMessage(ProcessPayment, {
        aggregateId: orderId,
        data: {
          orderId,
          orderNumber: `N-${orderId.slice(0, 8)}`,
          userId: randomUUID(),
          amount: money(5_000),
          paymentMethodToken: 'tok_visa',
          idempotencyKey: `pay:${orderId}`,
          ...data,
        },
      });
      await bus.publish([message]);
      return message;
    },
    async refund(data) {
      const message = createMessage(RefundPayment, {
        aggregateId: data.orderId,
        data: { amount: null, reason: 'ORDER_CANCELLED', idempotencyKey: `refund:${data.orderId}`, ...data },
      });
      await bus.publish([message]);
      return message;
    },
    publish: (message) => bus.publish([message]),
    async provided(orderId) {
      const payment = await database.payment.findUnique({ where: { orderId } });
      const charges = await database.sandboxCharge.findMany({
        where: { idempotencyKey: payment?.idempotencyKey ?? `pay:${orderId}`, state: 'succeeded' },
      });
      const refunds = await database.sandboxRefund.findMany({
        where: { chargeId: { in: charges.map(({ id }) => id) } },
      });
      return {
        charged: charges.length,
        chargedCents: charges.reduce((sum, { amountCents }) => sum + Number(amountCents), 0),
        refundedCents: refunds.reduce((sum, { amountCents }) => sum + Number(amountCents), 0),
      };
    },
    sandbox: (path, body) =>
      fetch(new URL(path, sandboxUrl), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    async query(identity, query, variables = {}) {
      const header = signer.sign(identity, 'payment');
      return service.subgraph.execute({ query, variables, headers: { [IDENTITY_HEADER]: header } });
    },
    async deadLetters() {
      return (await bus.deadLetters()).map(({ queue, error }) => `${queue}: ${error}`);
    },
    async close() {
      await service.stop();
      await server?.close();
      await store?.close();
      await bus.close();
      await database.$disconnect();
      await Promise.all([domain.close(), platform.close()]);
    },
  };
}

/** A customer. */
export function customer(userId: string = randomUUID()): Identity {
  return testUser(userId);
}

/** An administrator. */
export const ADMIN: Identity = testUser(randomUUID(), 'ADMIN');
