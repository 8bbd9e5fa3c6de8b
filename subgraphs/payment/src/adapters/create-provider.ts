import type { Webhook } from '@techally/subgraph-kit';
import { createPrismaSandboxStore } from './sandbox/prisma-sandbox-store.js';
import { createSandboxPaymentProvider } from './sandbox/create-sandbox-payment-provider.js';
import { createSandboxProviderServer } from './sandbox/create-sandbox-provider-server.js';
import type { PaymentProvider } from '../ports/payment-provider.js';
import { createStripeClient } from './stripe/create-stripe-client.js';
import { createStripePaymentProvider, STRIPE_TIMEOUT } from './stripe/create-stripe-payment-provider.js';
import type { StripeWebhookOptions } from './stripe/create-stripe-webhook.js';
import { createStripeWebhook, STRIPE_WEBHOOK_PATH } from './stripe/create-stripe-webhook.js';
import type { StripeSettings } from './stripe/parse-stripe-settings.js';

/** Milliseconds to wait for the sandbox. */
const SANDBOX_TIMEOUT = 2_000;

/** Who moves the money. */
export type ProviderOptions =
  /** The sandbox provider at `url`; without one, a server of it is started on a free port of 127.0.0.1. */
  | {
      readonly kind: 'sandbox';
      readonly url?: string;
      /** Milliseconds to wait for an answer. Default 2,000. */
      readonly timeout?: number;
    }
  | {
      readonly kind: 'stripe';
      readonly settings: StripeSettings;
      /** Milliseconds that a call of the port may take. Default 10,000. */
      readonly timeout?: number;
    }
  /** Any other. */
  | { readonly kind: 'custom'; readonly provider: PaymentProvider };

export interface ProviderHandle {
  readonly provider: PaymentProvider;
  /** Milliseconds that a call of the port may take. */
  readonly callTimeout: number;
  /** What the provider calls, by path; none where it tells nothing of its own accord. */
  webhooks(
    dependencies: Pick<StripeWebhookOptions, 'heed' | 'logger' | 'now'>,
  ): Readonly<Record<string, Webhook>>;
  /** Where the sandbox provider listens; null when another one is used. */
  readonly sandboxUrl: string | null;
  close(): Promise<void>;
}

/** Connects to the provider; the sandbox server that it may start keeps its memory in the payment database. */
export async function createProvider(options: ProviderOptions, databaseUrl: string): Promise<ProviderHandle> {
  switch (options.kind) {
    case 'custom':
      return { ...SILENT, callTimeout: SANDBOX_TIMEOUT, provider: options.provider };
    case 'stripe':
      return createStripeHandle(options.settings, options.timeout);
    case 'sandbox':
      return createSandboxHandle(options, databaseUrl);
  }
}

/** A provider that tells nothing of its own accord, and has nothing to be closed. */
const SILENT = { sandboxUrl: null, webhooks: () => ({}), close: () => Promise.resolve() };

async function createSandboxHandle(
  { url, timeout = SANDBOX_TIMEOUT }: Extract<ProviderOptions, { kind: 'sandbox' }>,
  databaseUrl: string,
): Promise<ProviderHandle> {
  if (url !== undefined) {
    const provider = createSandboxPaymentProvider({ url, timeout });
    return { ...SILENT, provider, callTimeout: timeout, sandboxUrl: url };
  }
  const store = createPrismaSandboxStore({ databaseUrl });
  const server = createSandboxProviderServer({ store });
  const ownUrl = await server.listen();
  return {
    ...SILENT,
    provider: createSandboxPaymentProvider({ url: ownUrl, timeout }),
    callTimeout: timeout,
    sandboxUrl: ownUrl,
    async close() {
      await server.close();
      await store.close();
    },
  };
}

function createStripeHandle(settings: StripeSettings, timeout = STRIPE_TIMEOUT): ProviderHandle {
  const stripe = createStripeClient(settings);
  const { webhookSecret: secret } = settings;
  return {
    ...SILENT,
    provider: createStripePaymentProvider({ stripe, timeout }),
    callTimeout: timeout,
    webhooks: (dependencies): Readonly<Record<string, Webhook>> =>
      secret === null
        ? {}
        : { [STRIPE_WEBHOOK_PATH]: createStripeWebhook({ stripe, secret, ...dependencies }) },
  };
}
