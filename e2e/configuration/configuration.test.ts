import { readdir } from 'node:fs/promises';
import { listConfigOptions, routerConfigJsonSchema } from '@techally/router';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ProbeSubgraphs } from './probe-subgraphs.js';
import { startProbeSubgraphs } from './probe-subgraphs.js';
import type { Probe } from './probe.js';
import { runProbe } from './run-probe.js';

const folder = new URL('probes/', import.meta.url);
const modules = (await readdir(folder)).filter((name) => name.endsWith('.ts')).sort();
const probes = (
  await Promise.all(
    modules.map(
      async (name) => ((await import(new URL(name, folder).href)) as { PROBES: readonly Probe[] }).PROBES,
    ),
  )
).flat();

let subgraphs: ProbeSubgraphs;
beforeAll(async () => {
  subgraphs = await startProbeSubgraphs();
});
afterAll(() => subgraphs.close());

describe('the options of the router’s configuration', () => {
  const options = listConfigOptions(routerConfigJsonSchema()).map(({ path }) => path);

  it('each have a probe, and there is no probe of anything else', () => {
    expect([...new Set(probes.map(({ option }) => option))].sort()).toEqual([...options].sort());
  });

  it.each(probes.map((probe) => [probe.option, probe] as const))('%s does something', async (_, probe) => {
    const { seen, seenWithout } = await runProbe(probe, subgraphs);
    expect(seen).toEqual(probe.expected);
    expect(seenWithout, 'the same is seen without the option').not.toEqual(probe.expected);
  });
});
