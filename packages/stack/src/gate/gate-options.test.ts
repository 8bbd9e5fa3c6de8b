import { describe, expect, it } from 'vitest';
import { gateOptions } from './gate-options.js';
import { GateSettingsError, parseGateSettings } from './gate-settings.js';

describe('the limits of the shop', () => {
  it('are on unless RATE_LIMITS says otherwise, and anything but true and false is refused', () => {
    expect(parseGateSettings({})).toEqual({ rateLimits: true, trustProxy: [] });
    expect(parseGateSettings({ RATE_LIMITS: 'false' }).rateLimits).toBe(false);
    expect(() => parseGateSettings({ RATE_LIMITS: 'no' })).toThrow(GateSettingsError);
    expect(() => parseGateSettings({ RATE_LIMITS: 'no' })).toThrow('RATE_LIMITS is true or false.');
  });

  it('count by what the proxies of TRUST_PROXY tell', () => {
    const settings = parseGateSettings({ TRUST_PROXY: '10.0.0.0/8, loopback,' });
    expect(settings.trustProxy).toEqual(['10.0.0.0/8', 'loopback']);
    const options = gateOptions({ ...settings, redisUrl: null, databaseUrl: null });
    expect(options).toEqual({ rateLimit: { enabled: true }, trustProxy: ['10.0.0.0/8', 'loopback'] });
  });

  it('are counted on Redis where there is one, else in the database where routers are several, else in process', () => {
    const settings = parseGateSettings({});
    const [redisUrl, databaseUrl] = ['redis://127.0.0.1', 'postgresql://127.0.0.1/platform'];
    const placeOf = (redis: string | null, database: string | null) =>
      gateOptions({ ...settings, redisUrl: redis, databaseUrl: database }).sharedState;
    expect(placeOf(redisUrl, databaseUrl)).toEqual({ redis: { url: redisUrl } });
    expect(placeOf(null, databaseUrl)).toEqual({ postgres: { url: databaseUrl } });
    expect(placeOf(null, null)).toBeUndefined();
  });
});
