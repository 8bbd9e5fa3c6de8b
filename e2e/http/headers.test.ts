import type { RouterOptions } from '@techally/router';
import { afterEach, describe, expect, it } from 'vitest';
import type { SmallGraph } from '../harness/start-small-graph.js';
import { startSmallGraph } from '../harness/start-small-graph.js';

let graph: SmallGraph | undefined;
afterEach(() => graph?.stop());

const ENGINES = ['techally', 'apollo-gateway'] as const;

async function start(options: Partial<RouterOptions>): Promise<SmallGraph> {
  return (graph = await startSmallGraph(options));
}

describe.each(ENGINES)('with the engine %s, headers of clients', (engine) => {
  it('go to the subgraphs that rules say, and to no other', async () => {
    const { post, calls } = await start({
      engine,
      headers: { subgraphs: { reviews: { request: [{ propagate: { named: 'authorization' } }] } } },
    });
    await post('{ me { reviews { body } } }', { authorization: 'Bearer t' });
    expect(calls.map(({ subgraph, headers }) => [subgraph, headers.authorization])).toEqual([
      ['users', undefined],
      ['reviews', 'Bearer t'],
    ]);
  });

  it('separate what is shared where a rule reads them, and only there', async () => {
    const request = [{ propagate: { matching: 'x-mine-.*' } }];
    const { post, calls } = await start({ engine, headers: { all: { request } } });
    if (graph !== undefined) graph.delay = 200;
    await Promise.all([
      post('{ me { id } }', { 'x-mine-a': '1', 'x-other': '1' }),
      post('{ me { id } }', { 'x-mine-a': '1', 'x-other': '2' }),
      post('{ me { id } }', { 'x-mine-a': '2' }),
      // Another operation, which shares the request to the subgraph.
      post('query Other { me { id } }', { 'x-mine-b': '1' }),
    ]);
    expect(calls.map(({ headers }) => headers['x-mine-a'] ?? headers['x-mine-b']).sort()).toEqual([
      '1',
      '1',
      '2',
    ]);
  });
});

describe.each(ENGINES)('with the engine %s, headers of subgraphs', (engine) => {
  it('stay inside', async () => {
    const { post, responseHeaders } = await start({ engine });
    responseHeaders.set('users', [
      ['Set-Cookie', 'a=1'],
      ['X-Inside', '1'],
    ]);
    const { headers } = await post('{ me { id } }');
    expect(headers.get('set-cookie')).toBeNull();
    expect(headers.get('x-inside')).toBeNull();
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('go to the client by rule', async () => {
    const { post, responseHeaders } = await start({
      engine,
      headers: {
        response: [
          { propagate: { named: 'Set-Cookie', algorithm: 'append' } },
          { propagate: { named: 'x-region' } },
          { propagate: { named: 'cache-control', algorithm: 'mostRestrictive' } },
        ],
      },
    });
    responseHeaders.set('users', [
      ['Set-Cookie', 'a=1; HttpOnly'],
      ['X-Region', 'north'],
      ['Cache-Control', 'public, max-age=60'],
    ]);
    responseHeaders.set('reviews', [
      ['Set-Cookie', 'b=2'],
      ['X-Region', 'south'],
      ['Cache-Control', 'max-age=20'],
    ]);
    const { headers } = await post('{ me { reviews { body } } }');
    expect(headers.getSetCookie()).toEqual(['a=1; HttpOnly', 'b=2']);
    expect(headers.get('x-region')).toBe('south');
    expect(headers.get('cache-control')).toBe('private, max-age=20');
    expect((await post('{ me { id } broken }')).headers.get('cache-control')).toBe('no-store');
    expect((await post('{ __typename }')).headers.get('cache-control')).toBe('no-store');
  });

  it('that are cookies are never shared: each client gets its own', async () => {
    const { post, calls, responseHeaders } = await start({
      engine,
      headers: { response: [{ propagate: { named: 'set-cookie', algorithm: 'append' } }] },
    });
    responseHeaders.set('users', [['Set-Cookie', 'session=1']]);
    if (graph !== undefined) graph.delay = 100;
    await Promise.all([post('{ me { id } }'), post('{ me { id } }'), post('query Other { me { id } }')]);
    expect(calls).toHaveLength(3);
  });
});
