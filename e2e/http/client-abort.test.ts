import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SmallGraph } from '../harness/start-small-graph.js';
import { startSmallGraph } from '../harness/start-small-graph.js';

describe.each(['techally', 'apollo-gateway'] as const)(
  'with the engine %s, a client that leaves',
  (engine) => {
    let graph: SmallGraph;
    beforeAll(async () => {
      graph = await startSmallGraph({ engine });
    });
    afterAll(() => graph.stop());

    /** Sends an operation, waits until the subgraph has it, and leaves. */
    async function askAndLeave(query: string): Promise<void> {
      graph.calls.length = 0;
      const controller = new AbortController();
      const asking = ask(query, controller.signal);
      await expect.poll(() => graph.calls.length).toBe(1);
      controller.abort();
      await expect(asking).rejects.toThrow('abort');
    }

    const ask = (query: string, signal: AbortSignal) =>
      fetch(`${graph.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query }),
        signal,
      });

    it('stops the requests to subgraphs: their connections are closed', async () => {
      await askAndLeave('{ slow }');
      await expect.poll(() => graph.calls[0]?.isAborted).toBe(true);
    });

    it('does not stop a mutation', async () => {
      await askAndLeave('mutation { slowly }');
      await sleep(100);
      expect(graph.calls[0]?.isAborted).toBe(false);
    });

    it('does not stop what another client waits for', async () => {
      graph.delay = 300;
      graph.calls.length = 0;
      const leaving = new AbortController();
      const first = ask('{ me { id } }', leaving.signal);
      await expect.poll(() => graph.calls.length).toBe(1);
      const second = ask('{ me { id } }', AbortSignal.timeout(5_000));
      await sleep(50);
      leaving.abort();
      await expect(first).rejects.toThrow('abort');
      expect(await (await second).json()).toEqual({ data: { me: { id: '1' } } });
      expect(graph.calls).toHaveLength(1);
      graph.delay = 0;
    });
  },
);
