import { readFile } from 'node:fs/promises';
import type { Identity } from '@techally/identity';
import { afterEach, describe, expect, it } from 'vitest';
import type { SmallGraph } from '../harness/start-small-graph.js';
import { startSmallGraph } from '../harness/start-small-graph.js';
import * as comingFromWillSendRequest from './examples/coming-from-will-send-request.js';
import * as responseMasking from './examples/response-masking.js';
import * as tenantHeader from './examples/tenant-header.js';

let graph: SmallGraph | undefined;
afterEach(() => graph?.stop());

const resolveApiKey = (key: string): Identity => ({
  kind: 'user',
  userId: 'u1',
  email: 'u1@example.com',
  role: 'USER',
  tier: 'STANDARD',
  scope: [key],
});

describe('the examples of docs/hooks.md', () => {
  it.each(['tenant-header', 'response-masking', 'coming-from-will-send-request'])(
    'hold the text of %s as it is tested',
    async (name) => {
      const page = await readFile(new URL('../../docs/hooks.md', import.meta.url), 'utf8');
      const code = await readFile(new URL(`examples/${name}.ts`, import.meta.url), 'utf8');
      expect(page).toContain(`\`\`\`ts\n${code}\`\`\``);
    },
  );
});

describe('the tenant header', () => {
  const start = () =>
    startSmallGraph({
      hooks: tenantHeader,
      headers: { all: { request: [{ insert: { name: 'x-tenant', fromContext: 'tenant' } }] } },
    });
  const ask = ({ router }: SmallGraph, host: string) =>
    router.fetch(`http://${host}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-tenant': 'forged' },
      body: '{"query":"{ me { id } }"}',
    });

  it('reaches subgraphs, whatever the client writes there itself', async () => {
    graph = await start();
    expect((await ask(graph, 'north.shop.example')).status).toBe(200);
    expect(graph.calls[0]?.headers['x-tenant']).toBe('north');
    expect((await ask(graph, 'evil.example')).status).toBe(404);
    expect(graph.calls).toHaveLength(1);
  });

  it('separates what is shared: one tenant asks once, two tenants twice', async () => {
    const started = (graph = await start());
    started.delay = 200;
    await Promise.all(['north', 'north', 'south'].map((tenant) => ask(started, `${tenant}.shop.example`)));
    expect(started.calls.map(({ headers }) => headers['x-tenant']).sort()).toEqual(['north', 'south']);
  });
});

describe('response masking', () => {
  it('hides addresses from those who may not see them, under whatever name they ask', async () => {
    graph = await startSmallGraph({ hooks: responseMasking, resolveApiKey });
    const ask = async (key: string) =>
      (await graph?.post('{ me { id innocent: email reviews { body } } }', { 'x-api-key': key }))?.json();
    const reviews = [{ body: 'By 1.' }];
    expect(await ask('contacts:read')).toEqual({
      data: { me: { id: '1', innocent: '1@example.com', reviews } },
    });
    expect(await ask('orders:read')).toEqual({
      data: { me: { id: '1', innocent: '***@example.com', reviews } },
    });
  });
});

describe('what came from willSendRequest', () => {
  it('sets headers for each subgraph, and reads those of answers', async () => {
    const costs: unknown[] = [];
    graph = await startSmallGraph({
      resolveApiKey,
      hooks: {
        onSubgraphRequest: comingFromWillSendRequest.onSubgraphRequest,
        onSubgraphResponse: comingFromWillSendRequest.onSubgraphResponse,
        onResponse: ({ context }) => void costs.push(Object.fromEntries(context.values)),
      },
    });
    graph.responseHeaders.set('users', [['X-Cost', '7']]);
    await graph.post('{ me { reviews { body } } }', { 'x-api-key': 'k' });
    const [users, reviews] = graph.calls.map(({ headers }) => headers);
    expect(users).toMatchObject({ 'x-user-id': 'u1' });
    expect(users).not.toHaveProperty('x-api-version');
    expect(reviews).toMatchObject({ 'x-user-id': 'u1', 'x-api-version': '2024-10' });
    expect(costs).toEqual([{ 'cost of users': 7, 'cost of reviews': 0 }]);
  });
});
