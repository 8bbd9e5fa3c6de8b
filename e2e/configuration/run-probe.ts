import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RouterConfigInput } from '@techally/router';
import { createRouter, loadConfigFile } from '@techally/router';
import { pino } from 'pino';
import type { ProbeSubgraphs } from './probe-subgraphs.js';
import type { Probe } from './probe.js';
import { withoutOption } from './without-option.js';

/** What a probe sees with its option, and without it. */
export interface ProbeResult {
  readonly seen: unknown;
  readonly seenWithout: unknown;
}

/** Runs a probe on two routers, each with a configuration file of its own. */
export async function runProbe(probe: Probe, subgraphs: ProbeSubgraphs): Promise<ProbeResult> {
  const folder = await mkdtemp(join(tmpdir(), 'router-probe-'));
  try {
    const { config: given } = probe;
    const config = typeof given === 'function' ? await given({ folder, subgraphs }) : given;
    const look = async (used: unknown) => {
      const file = join(folder, 'router.yaml');
      // JSON is YAML.
      await writeFile(file, JSON.stringify(used));
      return observe(probe, await loadConfigFile(file, { environment: {} }), { folder, subgraphs });
    };
    return {
      seen: await look(config),
      seenWithout: await look(probe.without ?? withoutOption(config, probe.option)),
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function observe(
  { observe: look, code }: Probe,
  config: RouterConfigInput,
  setting: { readonly folder: string; readonly subgraphs: ProbeSubgraphs },
): Promise<unknown> {
  const { subgraphs } = setting;
  subgraphs.requests.length = 0;
  const router = await createRouter({
    logger: pino({ level: 'silent' }),
    ...config,
    ...code,
    supergraphSdl: subgraphs.supergraphSdl,
  });
  let listening: Promise<string> | undefined;
  try {
    return await look({
      ...setting,
      router,
      listen: () => (listening ??= router.listen().then(({ url }) => url)),
      post: (query, headers) =>
        router.fetch('/graphql', {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...headers },
          body: JSON.stringify({ query }),
        }),
    });
  } finally {
    await router.close();
  }
}
