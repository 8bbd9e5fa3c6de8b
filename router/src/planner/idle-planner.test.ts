import { readdirSync, readFileSync } from 'node:fs';
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { afterAll, expect, it, vi } from 'vitest';
import { loadSupergraph } from '../supergraph/load-supergraph.js';
import { createRustPlanner } from './rust-planner.js';

const { supergraphSdl = '' } = composeServices([
  { name: 'a', url: 'http://a', typeDefs: parse('type Query { n: Int }') },
]);

const planner = createRustPlanner({ supergraph: loadSupergraph(supergraphSdl), idleTime: 300 });
afterAll(() => planner.close());

const plan = () => planner.plan({ document: '{n}', activeLabels: new Set() });

/** The ids of this process's planning processes, as Linux lists them. */
function planningProcesses(): readonly string[] {
  const children = readdirSync('/proc/self/task').flatMap((thread) =>
    readFileSync(`/proc/self/task/${thread}/children`, 'utf8').split(' ').filter(Boolean),
  );
  return children.filter((id) =>
    readFileSync(`/proc/${id}/cmdline`, 'utf8').includes('rust-planner-process'),
  );
}

it.skipIf(process.platform !== 'linux')(
  'a planner without work ends its process, stays ended, and plans in a new one',
  async () => {
    const first = await plan();
    const [before] = planningProcesses();
    expect(before).toBeDefined();

    await vi.waitFor(() => {
      expect(planningProcesses()).toEqual([]);
    }, 10_000);
    // Longer than a process takes to start.
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(planningProcesses()).toEqual([]);

    expect(await plan()).toEqual(first);
    expect(planningProcesses()).not.toContain(before);
  },
  30_000,
);
