import type { UserIdentity } from '@techally/identity';
import { afterEach, describe, expect, it } from 'vitest';
import { compose } from '../federation/harness/compose.js';
import { runSubgraphs } from '../federation/harness/running-subgraph.js';
import type { AuthorizedRouter, AuthorizedRouterOptions } from './authorized-router.js';
import { createAuthorizedRouter, userWith } from './authorized-router.js';
import { PROTECTED_SUBGRAPHS } from './protected-subgraphs.js';

const SUPERGRAPH = compose(PROTECTED_SUBGRAPHS);

const opened: AuthorizedRouter[] = [];
afterEach(() => Promise.all(opened.splice(0).map(({ router }) => router.close())));

async function open(authorization: AuthorizedRouterOptions['authorization']): Promise<AuthorizedRouter> {
  const subgraphs = runSubgraphs(PROTECTED_SUBGRAPHS);
  const authorized = await createAuthorizedRouter({ supergraph: SUPERGRAPH, subgraphs, authorization });
  opened.push(authorized);
  return authorized;
}

function post({ router }: AuthorizedRouter, query: string, accept = 'application/json'): Promise<Response> {
  return router.fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept },
    body: JSON.stringify({ query }),
  });
}

describe('authorization.mode: reject', () => {
  it('refuses the whole operation, and executes nothing of it', async () => {
    const { execute } = await open({ mode: 'reject' });
    expect(await execute('{ open secret me { n: name m: mail } }')).toEqual({
      status: 403,
      data: undefined,
      refused: ['secret', 'me.m'],
      otherErrors: [],
      asked: '',
    });
  });

  it('executes no part of a mutation', async () => {
    const { execute } = await open({ mode: 'reject' });
    const mutation = 'mutation { rename(name: "A") { name } promote(id: "1") { id } }';
    expect(await execute(mutation)).toMatchObject({ status: 403, refused: ['promote'], asked: '' });
  });

  it('answers what the client may have', async () => {
    const { execute } = await open({ mode: 'reject' });
    expect(await execute('{ open }')).toMatchObject({ status: 200, data: '{"open":1}' });
    expect((await execute('{ secret }', { identity: userWith() })).data).toBe('{"secret":2}');
  });

  it('answers what asks for nothing that is refused once its conditions are known', async () => {
    const { execute } = await open({ mode: 'reject' });
    const query = 'query ($x: Boolean!) { open secret @include(if: $x) }';
    expect(await execute(query, { variables: { x: false } })).toMatchObject({
      status: 200,
      data: '{"open":1}',
      refused: [],
    });
    expect(await execute(query, { variables: { x: true } })).toMatchObject({ status: 403, asked: '' });
  });

  it('answers by HTTP with status 403 and without data', async () => {
    const response = await post(await open({ mode: 'reject' }), '{ open secret }');
    expect(response.status).toBe(403);
    expect(await response.json()).toEqual({
      errors: [
        {
          message: 'The credentials do not allow this field or its type.',
          path: ['secret'],
          extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE' },
        },
      ],
    });
  });
});

describe('authorization.mode: filter', () => {
  it('is the default, and answers by HTTP with status 200, errors and data', async () => {
    const response = await post(await open({}), '{ open secret }', 'application/graphql-response+json');
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      errors: [{ path: ['secret'] }],
      data: { open: 1, secret: null },
    });
  });
});

describe('authorization.roleScopes', () => {
  const admin: UserIdentity = { ...(userWith() as UserIdentity), role: 'ADMIN' };
  const { sessionId: _session, tokenId: _token, ...apiKey } = admin;
  const promote = 'mutation { promote(id: "1") { id } }';

  it('gives accounts the scopes of their role', async () => {
    const { execute } = await open({ roleScopes: { ADMIN: ['admin'] } });
    expect((await execute(promote, { identity: admin })).data).toBe('{"promote":{"id":"1"}}');
    expect((await execute(promote, { identity: { ...admin, role: 'USER' } })).data).toBe('{"promote":null}');
  });

  it('gives none to an API key of such an account, and to nobody', async () => {
    const { execute } = await open({ roleScopes: { ADMIN: ['admin'], USER: ['admin'] } });
    expect((await execute(promote, { identity: apiKey })).data).toBe('{"promote":null}');
    expect((await execute(promote)).data).toBe('{"promote":null}');
  });

  it('refuses roles and scopes that cannot be', async () => {
    await expect(open({ roleScopes: { ADMIN: ['two words'] } })).rejects.toThrow('roleScopes.ADMIN');
    await expect(open({ roleScopes: { BOSS: ['a'] } as never })).rejects.toThrow('roleScopes');
  });
});

describe('authorization.requireAuthentication', () => {
  it('refuses every operation that comes without credentials', async () => {
    const authorized = await open({ requireAuthentication: true });
    const response = await post(authorized, '{ open }');
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe('Bearer');
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
    expect((await post(authorized, '{ __typename }')).status).toBe(401);
    expect(await authorized.execute('{ open }')).toMatchObject({
      status: 401,
      data: undefined,
      otherErrors: ['UNAUTHENTICATED'],
      asked: '',
    });
  });

  it('lets those with credentials ask, and is off by default', async () => {
    const { execute } = await open({ requireAuthentication: true });
    expect((await execute('{ open }', { identity: userWith() })).data).toBe('{"open":1}');
    expect((await post(await open({}), '{ open }')).status).toBe(200);
  });
});
