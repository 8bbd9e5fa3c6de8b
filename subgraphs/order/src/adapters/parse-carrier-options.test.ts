import { describe, expect, it } from 'vitest';
import { CarrierSettingsError, parseCarrierOptions } from './parse-carrier-options.js';

describe('the variables about carriers', () => {
  it.each([
    [{}, { kind: 'sandbox' }],
    [{ CARRIER: '', SANDBOX_CARRIER_PACE: '' }, { kind: 'sandbox' }],
    [
      { CARRIER: 'sandbox', SANDBOX_CARRIER_PACE: '5' },
      { kind: 'sandbox', pace: 5_000 },
    ],
    [{ CARRIER: 'none' }, { kind: 'none' }],
  ])('%j mean %j', (env, options) => {
    expect(parseCarrierOptions(env)).toEqual(options);
  });

  it.each([
    [{ CARRIER: 'ups' }, 'CARRIER is sandbox or none.'],
    [{ SANDBOX_CARRIER_PACE: '0' }, 'SANDBOX_CARRIER_PACE is a number of seconds from 1 to 86400.'],
    [{ SANDBOX_CARRIER_PACE: 'fast' }, 'SANDBOX_CARRIER_PACE is a number of seconds from 1 to 86400.'],
    [
      { CARRIER: 'none', SANDBOX_CARRIER_PACE: '5' },
      'SANDBOX_CARRIER_PACE is set, and CARRIER names no sandbox.',
    ],
  ])('%j are refused', (env, message) => {
    expect(() => parseCarrierOptions(env)).toThrow(new CarrierSettingsError(message));
  });
});
