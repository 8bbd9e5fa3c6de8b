import type { Probe } from '../probe.js';

const ORIGIN = 'https://shop.example';

/** The answer to a preflight, by the header that is asked for. */
const preflight =
  (name: string): Probe['observe'] =>
  async ({ router }) => {
    const headers = { origin: ORIGIN, 'access-control-request-method': 'POST' };
    return (await router.fetch('/graphql', { method: 'OPTIONS', headers })).headers.get(name);
  };

export const PROBES: readonly Probe[] = [
  {
    option: 'cors.origins',
    config: { cors: { origins: [ORIGIN] } },
    without: {},
    observe: preflight('access-control-allow-origin'),
    expected: ORIGIN,
  },
  {
    option: 'cors.credentials',
    config: { cors: { origins: [ORIGIN], credentials: true } },
    observe: preflight('access-control-allow-credentials'),
    expected: 'true',
  },
  {
    option: 'cors.allowedHeaders',
    config: { cors: { origins: [ORIGIN], allowedHeaders: ['x-mine'] } },
    observe: preflight('access-control-allow-headers'),
    expected: 'x-mine',
  },
  {
    option: 'cors.exposedHeaders',
    config: { cors: { origins: [ORIGIN], exposedHeaders: ['x-mine'] } },
    observe: preflight('access-control-expose-headers'),
    expected: 'x-mine',
  },
  {
    option: 'cors.maxAge',
    config: { cors: { origins: [ORIGIN], maxAge: 7 } },
    observe: preflight('access-control-max-age'),
    expected: '7',
  },
];
