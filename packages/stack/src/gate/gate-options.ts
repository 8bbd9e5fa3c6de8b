import type { RouterConfigInput } from '@techally/router';
import type { GateSettings } from './gate-settings.js';

export interface GateOptions extends GateSettings {
  /** Redis, where there is one; else null. */
  readonly redisUrl: string | null;
  /** What several routers share where there is no Redis; null for a router that is the only one. */
  readonly databaseUrl: string | null;
}

/** The options of the shop's router about limits, and about where they are counted. */
export function gateOptions({
  rateLimits,
  trustProxy,
  redisUrl,
  databaseUrl,
}: GateOptions): Pick<RouterConfigInput, 'rateLimit' | 'sharedState' | 'trustProxy'> {
  return {
    rateLimit: { enabled: rateLimits },
    ...(trustProxy.length === 0 ? {} : { trustProxy: [...trustProxy] }),
    ...(redisUrl !== null
      ? { sharedState: { redis: { url: redisUrl } } }
      : databaseUrl === null
        ? {}
        : { sharedState: { postgres: { url: databaseUrl } } }),
  };
}
