import type { ProviderOptions } from './create-provider.js';
import { parseStripeSettings } from './stripe/parse-stripe-settings.js';

/**
 * The provider that an environment names: Stripe where it has the variables of {@link parseStripeSettings}, else the
 * sandbox.
 * @throws {StripeSettingsError} Thrown when those variables cannot be used.
 */
export function parseProviderOptions(env: Readonly<Record<string, string | undefined>>): ProviderOptions {
  const settings = parseStripeSettings(env);
  return settings === null ? { kind: 'sandbox' } : { kind: 'stripe', settings };
}
