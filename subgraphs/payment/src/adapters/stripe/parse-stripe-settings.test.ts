import { describe, expect, test } from 'vitest';
import { parseStripeSettings } from './parse-stripe-settings.js';

const KEY = { STRIPE_SECRET_KEY: 'sk_test_secret' };

describe('the variables of Stripe', () => {
  test.each([[{}], [{ STRIPE_SECRET_KEY: '' }]])('%j name no account', (env) => {
    expect(parseStripeSettings(env)).toBeNull();
  });

  test('name an account, its webhooks and its address', () => {
    expect(parseStripeSettings(KEY)).toEqual({
      secretKey: 'sk_test_secret',
      webhookSecret: null,
      apiBase: null,
    });
    expect(
      parseStripeSettings({
        ...KEY,
        STRIPE_WEBHOOK_SECRET: 'whsec_secret',
        STRIPE_API_BASE: 'http://127.0.0.1:12111',
      }),
    ).toMatchObject({ webhookSecret: 'whsec_secret', apiBase: new URL('http://127.0.0.1:12111') });
  });

  test.each<Record<string, string>>([
    { STRIPE_SECRET_KEY: 'pk_live_secret' },
    { STRIPE_SECRET_KEY: 'sk_live_secret\n' },
    { STRIPE_WEBHOOK_SECRET: 'whsec_secret' },
    { ...KEY, STRIPE_WEBHOOK_SECRET: 'secret' },
    { ...KEY, STRIPE_API_BASE: 'http://secret.example' },
    { ...KEY, STRIPE_API_BASE: 'https://secret.example/v1' },
    { ...KEY, STRIPE_API_BASE: 'secret' },
  ])('%j are refused without being repeated', (env) => {
    expect(() => parseStripeSettings(env)).toThrow(
      expect.objectContaining({ code: 'STRIPE_SETTINGS_INVALID' }),
    );
    expect(() => parseStripeSettings(env)).not.toThrow('secret');
  });
});
