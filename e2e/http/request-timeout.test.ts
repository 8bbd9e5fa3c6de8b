import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SmallGraph } from '../harness/start-small-graph.js';
import { startSmallGraph } from '../harness/start-small-graph.js';

describe.each(['techally', 'apollo-gateway'] as const)('with the engine %s', (engine) => {
  let graph: SmallGraph;
  beforeAll(async () => {
    graph = await startSmallGraph({ engine, http: { requestTimeout: 300, batching: { enabled: true } } });
    // Plans are made, so that what is measured is the waiting.
    await graph.post('{ slow }');
    graph.calls.length = 0;
  });
  afterAll(() => graph.stop());

  it('an operation that takes too long is answered with 504, and its subgraph requests are stopped', async () => {
    const began = performance.now();
    const response = await graph.post('{ slow }');
    expect(performance.now() - began).toBeLessThan(1_500);
    expect(response.status).toBe(504);
    expect(await response.json()).toEqual({
      errors: [{ message: 'The operation took too long.', extensions: { code: 'GATEWAY_TIMEOUT' } }],
    });
    await expect.poll(() => graph.calls.map(({ isAborted }) => isAborted)).toEqual([true]);
  });

  it('a mutation that takes too long is answered with 504, and goes on', async () => {
    graph.calls.length = 0;
    expect((await graph.post('mutation { slowly }')).status).toBe(504);
    await sleep(100);
    expect(graph.calls.map(({ isAborted }) => isAborted)).toEqual([false]);
  });

  it('a list of operations of which one takes too long is answered with 504', async () => {
    graph.calls.length = 0;
    const response = await fetch(`${graph.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify([{ query: '{ me { id } }' }, { query: '{ slow }' }]),
    });
    expect(response.status).toBe(504);
    await expect.poll(() => graph.calls.filter(({ isAborted }) => isAborted).length).toBe(1);
  });

  it('what is answered in time is not touched', async () => {
    expect(await (await graph.post('{ me { name } }')).json()).toEqual({ data: { me: { name: 'Name 1' } } });
  });
});
