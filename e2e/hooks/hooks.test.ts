import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RouterHooks } from '@techally/router';
import { ClientError, loadConfigFile } from '@techally/router';
import { afterEach, describe, expect, it } from 'vitest';
import type { SmallGraph } from '../harness/start-small-graph.js';
import { startSmallGraph } from '../harness/start-small-graph.js';

let graph: SmallGraph | undefined;
afterEach(() => graph?.stop());

const ENGINES = ['techally', 'apollo-gateway'] as const;

async function start(hooks: RouterHooks, engine: (typeof ENGINES)[number] = 'techally'): Promise<SmallGraph> {
  return (graph = await startSmallGraph({ hooks, engine, headers: { forward: ['x-mine'] } }));
}

describe.each(ENGINES)('with the engine %s', (engine) => {
  it('each hook is called once, in the order of the request, with what it may know', async () => {
    const seen: unknown[] = [];
    const { post } = await start(
      {
        onRequest: ({ method, headers }) => void seen.push(['request', method, headers['x-mine']]),
        onOperation: ({ query, variables, operationName }) =>
          void seen.push(['operation', query, variables, operationName]),
        onPlan: ({ operationName, operationKind, plan }) =>
          void seen.push(['plan', operationName, operationKind, plan.node?.kind]),
        onSubgraphRequest: ({ subgraph, variables, headers }) =>
          void seen.push(['subgraph request', subgraph, variables, headers['x-mine']]),
        onSubgraphResponse: ({ subgraph, status, data, errors }) =>
          void seen.push(['subgraph response', subgraph, status, data, errors]),
        onResponse: ({ status, body }) => void seen.push(['response', status, body]),
      },
      engine,
    );
    const query = 'query Me($id: ID!) { user(id: $id) { name } }';
    await post(query, { 'x-mine': 'mine' }, { id: '7' });
    expect(seen).toEqual([
      ['request', 'POST', 'mine'],
      ['operation', query, { id: '7' }, undefined],
      ['plan', 'Me', 'query', 'RootFetch'],
      ['subgraph request', 'users', { id: '7' }, 'mine'],
      ['subgraph response', 'users', 200, { user: { name: 'Name 7' } }, undefined],
      ['response', 200, { data: { user: { name: 'Name 7' } } }],
    ]);
  });

  it('what hooks change is what counts', async () => {
    const { post, calls } = await start(
      {
        onRequest({ headers }) {
          headers['x-mine'] = 'changed';
        },
        onOperation(operation) {
          operation.variables = { id: '8' };
          operation.query = operation.query.replace('email', 'name');
        },
        onSubgraphRequest(request) {
          request.headers['x-also'] = `${request.headers['x-mine'] ?? ''} too`;
          request.url += 'path';
          return undefined;
        },
        onSubgraphResponse(response) {
          response.data = { user: { name: 'Masked' } };
        },
        onResponse(response) {
          response.status = 203;
          response.headers['x-answer'] = 'seen';
          response.body.extensions = { seen: true };
        },
      },
      engine,
    );
    const response = await post('query ($id: ID!) { user(id: $id) { email } }', {}, { id: '7' });
    expect(response.status).toBe(203);
    expect(response.headers.get('x-answer')).toBe('seen');
    expect(await response.json()).toEqual({
      data: { user: { name: 'Masked' } },
      extensions: { seen: true },
    });
    expect(calls[0]).toMatchObject({
      url: '/path',
      variables: { id: '8' },
      headers: { 'x-mine': 'changed', 'x-also': 'changed too' },
    });
  });

  it('a hook may answer in place of a subgraph, errors included', async () => {
    const answer = {
      data: { me: { __typename: 'User', id: '9', name: null } },
      errors: [{ message: 'No.', path: ['me', 'name'] }],
    };
    const { post, calls } = await start({ onSubgraphRequest: () => answer }, engine);
    for (let time = 0; time < 2; time++) {
      expect(await (await post('{ me { id name } }')).json()).toMatchObject({
        data: { me: { id: '9', name: null } },
        errors: [{ message: 'No.', path: ['me', 'name'] }],
      });
    }
    expect(calls).toEqual([]);
    expect(JSON.stringify(answer)).toBe(
      '{"data":{"me":{"__typename":"User","id":"9","name":null}},"errors":[{"message":"No.","path":["me","name"]}]}',
    );
  });

  const HOOKS = [
    'onRequest',
    'onOperation',
    'onPlan',
    'onSubgraphRequest',
    'onSubgraphResponse',
    'onResponse',
  ] as const;

  it.each(HOOKS.flatMap((hook) => [[hook, 'at once'] as const, [hook, 'later'] as const]))(
    '%s that throws %s answers with HOOK_FAILED, and nothing of why',
    async (hook, when) => {
      const fail = () => {
        if (when === 'later') return Promise.reject(new Error('password: hunter2'));
        throw new Error('password: hunter2');
      };
      const { post } = await start({ [hook]: fail }, engine);
      const response = await post('{ me { id } }');
      expect(response.status).toBe(500);
      expect(await response.json()).toEqual({
        errors: [
          { message: 'The router could not handle the request.', extensions: { code: 'HOOK_FAILED' } },
        ],
      });
    },
  );

  it.each(HOOKS)('%s that throws a ClientError has answered', async (hook) => {
    const refuse = async () => {
      throw new ClientError('TOO_MANY_REQUESTS', { message: 'Not now.', headers: { 'retry-after': '7' } });
    };
    const { post } = await start({ [hook]: refuse }, engine);
    const response = await post('{ me { id } }');
    expect(response.status).toBe(429);
    expect(response.headers.get('retry-after')).toBe('7');
    expect(await response.json()).toEqual({
      errors: [{ message: 'Not now.', extensions: { code: 'TOO_MANY_REQUESTS' } }],
    });
  });

  it('identical queries share nothing, unless onRequest says for which it does the same', async () => {
    const query = '{ me { id } }';
    const first = await start({ onRequest: () => undefined }, engine);
    first.delay = 200;
    await Promise.all([first.post(query), first.post(query)]);
    expect(first.calls).toHaveLength(2);
    await first.stop();

    const names: unknown[] = [];
    const second = await start(
      {
        onRequest({ headers, context }) {
          context.sharingKey = String(headers['x-group']);
        },
        onResponse: ({ body }) => void names.push(body.data?.['me']),
      },
      engine,
    );
    second.delay = 200;
    await Promise.all(['a', 'a', 'b'].map((group) => second.post(query, { 'x-group': group })));
    expect(second.calls).toHaveLength(2);
    expect(names).toHaveLength(3);
    expect(new Set(names).size).toBe(3);
  });
});

describe('onResponse', () => {
  it('sees refusals, too, and the status that GraphQL over HTTP asks for stays', async () => {
    const seen: unknown[] = [];
    const { post, url } = await start({
      onResponse: ({ status, body }) => void seen.push([status, body.errors]),
    });
    const accept = { accept: 'application/json' };
    expect((await post('{ nope }', accept)).status).toBe(200);
    const headers = { 'content-type': 'application/json', ...accept };
    expect((await fetch(`${url}/graphql`, { method: 'POST', headers, body: '{' })).status).toBe(400);
    expect(seen).toMatchObject([
      [400, [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }]],
      [400, [{ extensions: { code: 'BAD_REQUEST' } }]],
    ]);
  });
});

describe('code of the router’s own process', () => {
  it('has its requests to subgraphs seen by hooks, and nothing else', async () => {
    const seen: string[] = [];
    const { router } = await start({
      onRequest: () => void seen.push('request'),
      onSubgraphRequest: ({ subgraph }) => void seen.push(subgraph),
      onResponse: () => void seen.push('response'),
    });
    expect(await router.execute({ query: '{ me { id } }' })).toMatchObject({ data: { me: { id: '1' } } });
    expect(seen).toEqual(['users']);
  });
});

describe('the option hooks', () => {
  const inFolder = async <T>(
    files: Readonly<Record<string, string>>,
    use: (folder: string) => Promise<T>,
  ) => {
    const folder = await mkdtemp(join(tmpdir(), 'router-hooks-'));
    try {
      for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
      return await use(folder);
    } finally {
      await rm(folder, { recursive: true });
    }
  };

  it('names a module beside the configuration file, which is loaded again when it has changed', async () => {
    const module = (id: string) =>
      `export function onOperation(operation) { operation.query = '{ user(id: "${id}") { id } }'; }`;
    await inFolder({ 'router.yaml': 'hooks: ./hooks.mjs', 'hooks.mjs': module('21') }, async (folder) => {
      const load = () => loadConfigFile(join(folder, 'router.yaml'), { environment: {} });
      graph = await startSmallGraph(await load());
      expect(await (await graph.post('{ me { id } }')).json()).toEqual({ data: { user: { id: '21' } } });
      await writeFile(join(folder, 'hooks.mjs'), module('22'));
      await graph.router.reconfigure(await load());
      expect(await (await graph.post('{ me { id } }')).json()).toEqual({ data: { user: { id: '22' } } });
    });
  });

  it.each([
    ['is not there', undefined, 'cannot be loaded'],
    ['throws', 'throw new Error("no database");', 'no database'],
    ['exports no hook', 'export const onRequests = () => {};', 'exports none'],
    ['exports something else under the name of one', 'export const onRequest = 1;', 'is not a function'],
  ])('keeps the router from starting when the module %s', async (_what, text, message) => {
    const files: Record<string, string> = text === undefined ? {} : { 'hooks.mjs': text };
    await inFolder(files, async (folder) => {
      await expect(startSmallGraph({ hooks: join(folder, 'hooks.mjs') })).rejects.toMatchObject({
        code: 'CONFIG_INVALID',
        message: expect.stringContaining(message) as string,
      });
    });
  });
});
