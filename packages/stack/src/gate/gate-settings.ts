import { z } from 'zod';

/** What the shop's router takes from its environment about limits. */
export interface GateSettings {
  /** Whether requests are limited; `RATE_LIMITS`, default true. */
  readonly rateLimits: boolean;
  /**
   * The proxies whose `X-Forwarded-For` says where a client is; `TRUST_PROXY`, addresses and networks with commas between,
   * default none. Behind a proxy that is not trusted, all clients without credentials count as one.
   */
  readonly trustProxy: readonly string[];
}

/** Thrown when a variable is not usable; the message names it. */
export class GateSettingsError extends Error {
  readonly code = 'GATE_SETTINGS_INVALID';
}

const environment = z.object({
  RATE_LIMITS: z.enum(['true', 'false'], 'is true or false').default('true'),
  TRUST_PROXY: z.string().default(''),
});

/** @throws {GateSettingsError} Thrown for unusable variables. */
export function parseGateSettings(env: Readonly<Record<string, string | undefined>>): GateSettings {
  const parsed = environment.safeParse(env);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}.`);
    throw new GateSettingsError(faults.join('\n'));
  }
  const { RATE_LIMITS, TRUST_PROXY } = parsed.data;
  return {
    rateLimits: RATE_LIMITS === 'true',
    trustProxy: TRUST_PROXY.split(',').flatMap((address) => (address.trim() === '' ? [] : [address.trim()])),
  };
}
