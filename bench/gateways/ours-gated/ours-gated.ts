import { fileURLToPath } from 'node:url';
import type { Gateway } from '../gateway.ts';
import { ours } from '../ours/ours.ts';

/** @param redisUrl where the rate limits are counted. */
export function createOursGated(redisUrl: string): Gateway {
  return {
    ...ours,
    name: 'ours-gated',
    title: `${ours.title}, all of the gate on`,
    command: (options) => {
      const { argv } = ours.command(options);
      const ungated = argv.indexOf('--config') + 1;
      const config = fileURLToPath(new URL('router.yaml', import.meta.url));
      return {
        argv: argv.with(ungated, config) as [string, ...string[]],
        environment: { REDIS_URL: redisUrl, KEY_SET_FILE: options.keySetPath },
      };
    },
  };
}
