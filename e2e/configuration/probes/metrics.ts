import { freePort } from '@techally/test-parts';
import type { Probe, ProbedRouter } from '../probe.js';

const port = await freePort();

/** The status of the metrics there; `null` when nobody listens. */
const metricsAt =
  (address: string) =>
  async ({ listen }: ProbedRouter): Promise<number | null> => {
    await listen();
    return fetch(`http://${address}/metrics`).then(
      ({ status }) => status,
      () => null,
    );
  };

export const PROBES: readonly Probe[] = [
  {
    option: 'metrics.enabled',
    config: { port: 0, metrics: { enabled: true, port } },
    observe: metricsAt(`127.0.0.1:${port}`),
    expected: 200,
  },
  {
    option: 'metrics.port',
    config: { port: 0, metrics: { enabled: true, port } },
    observe: metricsAt(`127.0.0.1:${port}`),
    expected: 200,
  },
  {
    option: 'metrics.host',
    config: { port: 0, metrics: { enabled: true, port, host: '127.0.0.3' } },
    observe: metricsAt(`127.0.0.3:${port}`),
    expected: 200,
  },
];
