import {
  createSubgraph,
  createSweeper,
  isAdminWith,
  isUserWith,
  isUuid,
  reportOutages,
} from '@techally/subgraph-kit';
import type { Service, ServiceDependencies } from '@techally/subgraph-kit';
import { createMessageConsumer, createOutboxRelay, handlersOf } from '@techally/messaging';
import { createDatabase } from './adapters/prisma-client.js';
import { createPrismaLedgerStore } from './adapters/prisma-ledger-store.js';
import { createPrismaPaymentStore } from './adapters/prisma-payment-store.js';
import { createPrismaRefundStore } from './adapters/prisma-refund-store.js';
import { createAdvancePayment } from './application/advance-payment.js';
import { createAdvanceRefund } from './application/advance-refund.js';
import { createHeedProviderEvent } from './application/heed-provider-event.js';
import { createProcessPayment } from './application/process-payment.js';
import { createRefundOrder } from './application/refund-order.js';
import { createRefundPayment } from './application/refund-payment.js';
import type { ReconciliationPolicy } from './application/reconciliation-policy.js';
import { DEFAULT_POLICY, later, leaseOf, SWEEP_INTERVAL } from './application/reconciliation-policy.js';
import { createSettlePayment } from './application/settle-payment.js';
import type { ProviderOptions } from './adapters/create-provider.js';
import { createProvider } from './adapters/create-provider.js';
import { MessageHandlers } from './events/message-handlers.js';
import { LedgerResolver } from './resolvers/ledger-resolver.js';
import { OrderResolver } from './resolvers/order-resolver.js';
import type { PaymentContext } from './resolvers/payment-context.js';
import { createLoaders } from './resolvers/payment-context.js';
import { PaymentResolver } from './resolvers/payment-resolver.js';
import { showPaymentTo } from './resolvers/show.js';

export interface PaymentServiceDependencies extends ServiceDependencies {
  /** Default: a sandbox provider of its own. */
  readonly provider?: ProviderOptions;
  /** Milliseconds between two looks for payments and refunds whose outcome is open. Default 1,000. */
  readonly sweepInterval?: number;
  /** How patiently unknown outcomes are followed up. */
  readonly reconciliation?: Partial<ReconciliationPolicy>;
}

export interface PaymentService extends Service {
  /** Where the sandbox provider listens; null when another provider is used. */
  readonly sandboxUrl: string | null;
}

interface Representation {
  readonly id: string;
}

/** Puts the payment service together: charges, refunds, their reconciliation, and the ledger. */
export async function createPaymentService(
  dependencies: PaymentServiceDependencies,
): Promise<PaymentService> {
  const { databaseUrl, bus, logger, now = () => new Date(), sweepInterval = SWEEP_INTERVAL } = dependencies;
  const handle = await createProvider(dependencies.provider ?? { kind: 'sandbox' }, databaseUrl);
  const { provider } = handle;
  const policy: ReconciliationPolicy = {
    ...DEFAULT_POLICY,
    lease: leaseOf(handle.callTimeout),
    ...dependencies.reconciliation,
  };
  const database = createDatabase(dependencies);
  const payments = createPrismaPaymentStore(database);
  const refunds = createPrismaRefundStore(database);
  const relay = createOutboxRelay({
    databaseUrl,
    bus,
    ...reportOutages(logger, 'payment outbox relay'),
  });
  const wakeOutbox = () => {
    relay.wake();
  };

  const settling = { payments, policy, now, logger, wakeOutbox };
  const settle = createSettlePayment(settling);
  const advancePayment = createAdvancePayment({
    ...settling,
    provider,
    settle,
    wakeSweeper: () => {
      paymentSweeper.wake();
    },
  });
  const advanceRefund = createAdvanceRefund({ ...settling, provider, refunds, advancePayment });
  const paymentSweeper = createSweeper({
    interval: sweepInterval,
    claim: (limit) => payments.claimDue(now(), later(now(), policy.lease), limit),
    handle: (payment) => advancePayment.advance(payment),
    onError: (err) => {
      logger.error({ err }, 'payment sweeper');
    },
  });
  const refundSweeper = createSweeper({
    interval: sweepInterval,
    claim: (limit) => refunds.claimDue(now(), later(now(), policy.lease), limit),
    handle: advanceRefund,
    onError: (err) => {
      logger.error({ err }, 'refund sweeper');
    },
  });

  const heed = createHeedProviderEvent({
    payments,
    refunds,
    now,
    wakeSweepers: () => {
      paymentSweeper.wake();
      refundSweeper.wake();
    },
  });

  const subgraph = await createSubgraph<PaymentContext>({
    name: 'payment',
    identitySecret: dependencies.identitySecret,
    logger,
    resolvers: [
      new PaymentResolver(payments, createRefundPayment({ payments, refunds, advanceRefund, policy, now })),
      new OrderResolver(),
      new LedgerResolver(createPrismaLedgerStore(database)),
    ],
    references: {
      Payment: async ({ id }: Representation, context: PaymentContext) =>
        isUuid(id) ? showPaymentTo(context, await context.loaders.payment.load(id.toLowerCase())) : null,
      Order: ({ id }: Representation) => ({ id }),
    },
    rules: {
      Query: {
        payment: isUserWith('orders:read'),
        payments: isAdminWith('admin:payments:read'),
        ledger: isAdminWith('admin:payments:read'),
      },
      Mutation: { refundPayment: isAdminWith('admin:payments:refund') },
    },
    context: (request) => ({ ...request, loaders: createLoaders({ payments, refunds }) }),
  });

  const consumer = createMessageConsumer({
    bus,
    service: 'payment',
    handlers: handlersOf(
      'payment',
      new MessageHandlers(
        createProcessPayment({ payments, advance: advancePayment, policy, now, wakeOutbox }),
        createRefundOrder({ payments, refunds, advanceRefund, policy, now, wakeOutbox }),
      ),
    ),
  });

  return {
    subgraph,
    webhooks: handle.webhooks({ heed, logger, now }),
    sandboxUrl: handle.sandboxUrl,
    async start() {
      await consumer.start();
      relay.start();
      paymentSweeper.start();
      refundSweeper.start();
    },
    async stop() {
      await consumer.close();
      await Promise.all([paymentSweeper.stop(), refundSweeper.stop()]);
      await relay.stop();
      await subgraph.close();
      await handle.close();
      await database.$disconnect();
    },
    async healthy() {
      return database.$queryRaw`SELECT 1`.then(
        () => true,
        () => false,
      );
    },
  };
}
