import type { EventBus } from '@techally/messaging';
import type { RevocationList } from '@techally/revocation';
import { createAuthService } from '@techally/subgraph-auth';
import type { AuthService, AuthServiceDependencies } from '@techally/subgraph-auth';
import { createInventoryService } from '@techally/subgraph-inventory';
import type {
  InternalTransport,
  Service,
  ServiceDependencies,
  ServiceLogger,
  ServiceName,
} from '@techally/subgraph-kit';
import type { DeliverySettings } from '@techally/subgraph-notification';
import { createNotificationService } from '@techally/subgraph-notification';
import { createOrderService } from '@techally/subgraph-order';
import type { CarrierOptions } from '@techally/subgraph-order';
import { createPaymentService } from '@techally/subgraph-payment';
import type { ProviderOptions } from '@techally/subgraph-payment';
import { createProductService } from '@techally/subgraph-product';
import { createUserService } from '@techally/subgraph-user';
import type { Secrets } from '../secrets.js';

export interface CreateServicesOptions {
  readonly urlFor: (domain: ServiceName) => string;
  readonly secrets: Secrets;
  readonly bus: EventBus;
  readonly revocations: RevocationList;
  readonly logger: ServiceLogger;
  /** Where customers reach the shop, for links in messages; no slash at its end. */
  readonly shopUrl?: string;
  /** Who delivers messages to customers; see `NotificationServiceDependencies`. */
  readonly delivery?: DeliverySettings;
  readonly fieldLimits?: ServiceDependencies['fieldLimits'];
  readonly limitStore?: ServiceDependencies['limitStore'];
  /** What a password hash costs; see `AuthServiceDependencies`. */
  readonly passwordCost?: AuthServiceDependencies['passwordCost'];
  /** Who moves the money. Default: a sandbox. */
  readonly paymentProvider?: ProviderOptions;
  /** The carriers that are connected. Default: a sandbox. */
  readonly carriers?: CarrierOptions;
  /** What time it is for a service. Default: the system's clock. */
  readonly clock?: (service: ServiceName) => Date;
  /** Told of every SQL statement of every domain. */
  readonly onQuery?: (domain: ServiceName, sql: string) => void;
}

/** The seven services in this process; they reach each other without HTTP. */
export interface Services {
  readonly all: ReadonlyMap<ServiceName, Service>;
  readonly auth: AuthService;
}

/** Creates the seven services. None of them works until `start` is called. */
export async function createServices(options: CreateServicesOptions): Promise<Services> {
  const all = new Map<ServiceName, Service>();
  const internal: InternalTransport = async (subgraph, request) => {
    const service = all.get(subgraph as ServiceName);
    if (service === undefined) throw new Error(`The service "${subgraph}" does not run in this process.`);
    return service.subgraph.execute(request);
  };

  const dependencies = (name: ServiceName): ServiceDependencies => ({
    databaseUrl: options.urlFor(name),
    identitySecret: options.secrets.identitySecret,
    bus: options.bus,
    internal,
    logger: options.logger,
    ...(options.clock === undefined ? {} : { now: () => options.clock?.(name) ?? new Date() }),
    ...(options.fieldLimits === undefined ? {} : { fieldLimits: options.fieldLimits }),
    ...(options.limitStore === undefined ? {} : { limitStore: options.limitStore }),
    ...(options.onQuery === undefined
      ? {}
      : {
          onQuery: (sql) => {
            options.onQuery?.(name, sql);
          },
        }),
  });

  const auth = await createAuthService({
    ...dependencies('auth'),
    revocations: options.revocations,
    keyEncryptionSecret: options.secrets.keyEncryptionSecret,
    ...(options.passwordCost === undefined ? {} : { passwordCost: options.passwordCost }),
  });
  all.set('auth', auth);
  all.set('user', await createUserService(dependencies('user')));
  all.set('product', await createProductService(dependencies('product')));
  all.set(
    'order',
    await createOrderService({
      ...dependencies('order'),
      ...(options.carriers === undefined ? {} : { carriers: options.carriers }),
    }),
  );
  all.set(
    'payment',
    await createPaymentService({
      ...dependencies('payment'),
      ...(options.paymentProvider === undefined ? {} : { provider: options.paymentProvider }),
    }),
  );
  all.set('inventory', await createInventoryService(dependencies('inventory')));
  all.set(
    'notification',
    await createNotificationService({
      ...dependencies('notification'),
      ...(options.shopUrl === undefined ? {} : { shopUrl: options.shopUrl }),
      ...(options.delivery === undefined ? {} : { delivery: options.delivery }),
    }),
  );
  return { all, auth };
}
