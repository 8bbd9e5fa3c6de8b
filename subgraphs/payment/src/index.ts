export { checkLedger, type LedgerImbalance, type LedgerReport } from './adapters/check-ledger.js';
export { createPrismaSandboxStore } from './adapters/sandbox/prisma-sandbox-store.js';
export {
  createSandboxPaymentProvider,
  type SandboxPaymentProviderOptions,
} from './adapters/sandbox/create-sandbox-payment-provider.js';
export {
  createSandboxProviderServer,
  type SandboxProviderServer,
} from './adapters/sandbox/create-sandbox-provider-server.js';
export type { SandboxStore } from './adapters/sandbox/sandbox-store.js';
export type { ReconciliationPolicy } from './application/reconciliation-policy.js';
export type { ProviderOptions } from './adapters/create-provider.js';
export { parseProviderOptions } from './adapters/parse-provider-options.js';
export {
  createPaymentService,
  type PaymentService,
  type PaymentServiceDependencies,
} from './create-service.js';
export type { ChargeOutcome } from './domain/charge-outcome.js';
export type {
  ChargeQuery,
  ChargeRequest,
  PaymentProvider,
  RefundOutcome,
  RefundRequest,
} from './ports/payment-provider.js';
export { ProviderRequestError, ProviderUnknownOutcomeError } from './ports/provider-error.js';
