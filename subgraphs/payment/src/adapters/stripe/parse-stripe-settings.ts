/** What an environment says about Stripe. */
export interface StripeSettings {
  /** `sk_…` or `rk_…`. */
  readonly secretKey: string;
  /** `whsec_…`, which signs the webhooks; null takes none, and every outcome is asked for. */
  readonly webhookSecret: string | null;
  /** Where the API is, for tests; null is Stripe itself. */
  readonly apiBase: URL | null;
}

/** Thrown when the variables of Stripe cannot be used; the message says which, and never repeats them. */
export class StripeSettingsError extends Error {
  override readonly name = 'StripeSettingsError';
  readonly code = 'STRIPE_SETTINGS_INVALID';
}

const SECRET_KEY = /^(sk|rk)_[A-Za-z0-9_]+$/;
const WEBHOOK_SECRET = /^whsec_[!-~]+$/;
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * The Stripe account that an environment names: `STRIPE_SECRET_KEY`, `STRIPE_WEBHOOK_SECRET` and `STRIPE_API_BASE`.
 *
 * @returns `null` when it names none; an empty variable names none.
 * @throws {StripeSettingsError} Thrown when a variable has another form, or has no key that it belongs to.
 */
export function parseStripeSettings(
  env: Readonly<Record<string, string | undefined>>,
): StripeSettings | null {
  const secretKey = env['STRIPE_SECRET_KEY'] ?? '';
  const webhookSecret = env['STRIPE_WEBHOOK_SECRET'] ?? '';
  const apiBase = env['STRIPE_API_BASE'] ?? '';
  if (secretKey === '') {
    // A shop that was meant to take money must not hand out goods for test cards.
    if (webhookSecret !== '' || apiBase !== '')
      throw new StripeSettingsError('STRIPE_SECRET_KEY is missing, and other variables of Stripe are set.');
    return null;
  }
  if (!SECRET_KEY.test(secretKey))
    throw new StripeSettingsError('STRIPE_SECRET_KEY must begin with sk_ or rk_.');
  if (webhookSecret !== '' && !WEBHOOK_SECRET.test(webhookSecret))
    throw new StripeSettingsError('STRIPE_WEBHOOK_SECRET must begin with whsec_.');
  return {
    secretKey,
    webhookSecret: webhookSecret === '' ? null : webhookSecret,
    apiBase: apiBase === '' ? null : parseApiBase(apiBase),
  };
}

function parseApiBase(text: string): URL {
  const url = URL.parse(text);
  // Every request carries the key, so it goes in the clear to this machine only.
  const safe = url?.protocol === 'https:' || (url?.protocol === 'http:' && LOOPBACK.has(url.hostname));
  if (url === null || !safe || url.pathname !== '/' || url.search !== '' || url.username !== '')
    throw new StripeSettingsError(
      'STRIPE_API_BASE must be an https: address without a path, or http: on this machine.',
    );
  return url;
}
