import { createPrismaSandboxStore } from './sandbox/prisma-sandbox-store.js';
import { createSandboxPaymentProvider } from './sandbox/create-sandbox-payment-provider.js';
import { createSandboxProviderServer } from './sandbox/create-sandbox-provider-server.js';
import type { PaymentProvider } from '../ports/payment-provider.js';

/** Who moves the money. */
export type ProviderOptions =
  /** The sandbox provider at `url`; without one, a server of it is started on a free port of 127.0.0.1. */
  | {
      readonly kind: 'sandbox';
      readonly url?: string;
      /** Milliseconds to wait for an answer. Default 2,000. */
      readonly timeout?: number;
    }
  /** Any other. */
  | { readonly kind: 'custom'; readonly provider: PaymentProvider };

export interface ProviderHandle {
  readonly provider: PaymentProvider;
  /** Where the sandbox provider listens; null when another one is used. */
  readonly sandboxUrl: string | null;
  close(): Promise<void>;
}

/** Connects to the provider; the sandbox server that it may start keeps its memory in the payment database. */
export async function createProvider(options: ProviderOptions, databaseUrl: string): Promise<ProviderHandle> {
  if (options.kind === 'custom')
    return { provider: options.provider, sandboxUrl: null, close: () => Promise.resolve() };
  const { timeout } = options;
  if (options.url !== undefined) {
    const provider = createSandboxPaymentProvider({ url: options.url, timeout });
    return { provider, sandboxUrl: options.url, close: () => Promise.resolve() };
  }
  const store = createPrismaSandboxStore({ databaseUrl });
  const server = createSandboxProviderServer({ store });
  const url = await server.listen();
  return {
    provider: createSandboxPaymentProvider({ url, timeout }),
    sandboxUrl: url,
    async close() {
      await server.close();
      await store.close();
    },
  };
}
