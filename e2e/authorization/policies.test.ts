import type { Policy, PolicyRequest } from '@techally/router';
import { afterEach, describe, expect, it } from 'vitest';
import { compose } from '../federation/harness/compose.js';
import { runSubgraphs } from '../federation/harness/running-subgraph.js';
import type { AuthorizedRouter, AuthorizedRouterOptions } from './authorized-router.js';
import { createAuthorizedRouter, userWith } from './authorized-router.js';
import { PROTECTED_SUBGRAPHS } from './protected-subgraphs.js';

const SUPERGRAPH = compose(PROTECTED_SUBGRAPHS);

const opened: AuthorizedRouter[] = [];
afterEach(() => Promise.all(opened.splice(0).map(({ router }) => router.close())));

async function open(options: Partial<AuthorizedRouterOptions>) {
  const subgraphs = runSubgraphs(PROTECTED_SUBGRAPHS);
  const authorized = await createAuthorizedRouter({ supergraph: SUPERGRAPH, subgraphs, ...options });
  opened.push(authorized);
  const post = async (query: string, headers: Readonly<Record<string, string>> = {}) => {
    const response = await authorized.router.fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query }),
    });
    return (await response.json()) as { readonly data: unknown };
  };
  return { ...authorized, subgraphs, post };
}

/** A policy that remembers what it was asked. */
function remembering(decide: (request: PolicyRequest) => boolean | Promise<boolean>) {
  const asked: PolicyRequest[] = [];
  const policy: Policy = (request) => {
    asked.push(request);
    return decide(request);
  };
  return { policy, asked };
}

describe('@policy', () => {
  it('allows what one set of policies allows as a whole', async () => {
    const yes = () => true;
    for (const [names, data] of [
      [['one', 'two'], '{"ruled":4}'],
      [['three'], '{"ruled":4}'],
      [['one'], '{"ruled":null}'],
    ] as const) {
      const { execute } = await open({ policies: Object.fromEntries(names.map((name) => [name, yes])) });
      expect((await execute('{ ruled }')).data).toBe(data);
    }
  });

  it('holds beside scopes', async () => {
    const { execute } = await open({ policies: { one: () => true } });
    expect((await execute('{ both }', { identity: userWith('a') })).data).toBe('{"both":5}');
    expect((await execute('{ both }')).data).toBe('{"both":null}');
  });

  it('is asked once a request, for the policies that the operation depends on', async () => {
    const { policy, asked } = remembering(() => true);
    const { execute } = await open({ otherPolicies: policy });
    const query = '{ me { mail best { mail } } a: me { mail } b: ruled ruled }';
    expect((await execute(query)).refused).toEqual([]);
    expect(asked.map((request) => request.policy).sort()).toEqual(['one', 'owner', 'three', 'two']);
    await execute(query);
    expect(asked).toHaveLength(8);
    await execute('{ open }');
    expect(asked).toHaveLength(8);
  });

  it('is told who asks for what, and the headers of the request', async () => {
    const { policy, asked } = remembering(() => false);
    const { execute, post } = await open({ policies: { owner: policy } });
    const identity = userWith('a');
    await execute('query Mail($id: ID!) { user(id: $id) { mail } }', { identity, variables: { id: '1' } });
    expect(asked[0]).toMatchObject({
      policy: 'owner',
      identity,
      headers: {},
      operationName: 'Mail',
      operationKind: 'query',
      variables: { id: '1' },
    });
    await post('mutation { rename(name: "A") { mail name } }', { 'X-Tenant': 't1' });
    expect(asked[1]).toMatchObject({
      identity: { kind: 'anonymous' },
      headers: { 'x-tenant': 't1' },
      operationName: undefined,
      operationKind: 'mutation',
    });
  });

  it('may answer later, and nothing is fetched before', async () => {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const { execute, subgraphs } = await open({ policies: { owner: () => promise } });
    const answer = execute('{ me { name mail } }');
    await new Promise((wait) => setTimeout(wait, 50));
    expect([...subgraphs.values()].flatMap(({ operations }) => operations)).toEqual([]);
    resolve(true);
    expect((await answer).data).toBe('{"me":{"name":"Ann","mail":"ann@example.com"}}');
  });

  it('allows nothing when it throws, and the log says so', async () => {
    const { execute, log } = await open({
      policies: {
        owner: () => {
          throw new Error('The tenant database is away.');
        },
      },
    });
    expect(await execute('{ me { name mail } }')).toMatchObject({
      status: 200,
      data: '{"me":{"name":"Ann","mail":null}}',
      refused: ['me.mail'],
    });
    expect(log.join('\n')).toContain('The tenant database is away.');
  });

  it('allows nothing when nobody decides about it', async () => {
    const { execute, log } = await open({});
    expect((await execute('{ ruled }', { identity: userWith() })).data).toBe('{"ruled":null}');
    expect(log).toEqual([]);
  });

  it('keeps identical queries in flight apart, of which it may decide otherwise', async () => {
    const { post } = await open({ policies: { owner: ({ headers }) => headers['x-tenant'] === 'mine' } });
    const query = '{ me { name mail } }';
    const [mine, theirs, nobodys] = await Promise.all([
      post(query, { 'x-tenant': 'mine' }),
      post(query, { 'x-tenant': 'theirs' }),
      post(query),
    ]);
    expect(mine.data).toEqual({ me: { name: 'Ann', mail: 'ann@example.com' } });
    expect(theirs.data).toEqual({ me: { name: 'Ann', mail: null } });
    expect(nobodys.data).toEqual({ me: { name: 'Ann', mail: null } });
  });
});
