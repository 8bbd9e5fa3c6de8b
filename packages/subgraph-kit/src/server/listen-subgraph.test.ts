import 'reflect-metadata';
import type { Identity } from '@techally/identity';
import { ANONYMOUS, createIdentitySigner, IDENTITY_HEADER } from '@techally/identity';
import {
  Ctx,
  Directive,
  Field,
  FieldResolver,
  ID,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isAnyone } from '../rules/access-rules.js';
import type { Subgraph } from './create-subgraph.js';
import { createSubgraph } from './create-subgraph.js';
import type { SubgraphFront } from './listen-subgraph.js';
import { listenSubgraph } from './listen-subgraph.js';
import type { RequestContext } from './request-context.js';

@ObjectType()
@Directive('@key(fields: "id")')
class Note {
  @Field(() => ID)
  id: string;
}

@Resolver(() => Note)
class NoteResolver {
  @Query(() => Note)
  note(): Note {
    return { id: '1' };
  }

  @Mutation(() => Note)
  touch(): Note {
    return { id: '1' };
  }

  @FieldResolver(() => String)
  reader(@Root() _note: Note, @Ctx() { identity, clientAddress }: RequestContext): string {
    return `${identity.kind} at ${clientAddress ?? 'no address'}`;
  }
}

const secret = 'the identity secret of this test suite';
const signer = createIdentitySigner({ secret });
const ann: Identity = { kind: 'user', userId: 'ann', email: '', role: 'ADMIN', tier: 'STANDARD', scope: [] };

let subgraph: Subgraph;
let closed: SubgraphFront;
let open: SubgraphFront;
beforeAll(async () => {
  subgraph = await createSubgraph({
    name: 'notes',
    resolvers: [new NoteResolver()],
    references: { Note: ({ id }: { readonly id: string }) => ({ id }) },
    rules: { Query: { note: isAnyone }, Mutation: { touch: isAnyone } },
    context: (request) => request,
    identitySecret: secret,
    logger: { error: () => undefined },
  });
  closed = await listenSubgraph(subgraph, { port: 0 });
  open = await listenSubgraph(subgraph, { port: 0, openFederationFields: signer });
});
afterAll(async () => {
  await Promise.all([closed.close(), open.close()]);
  await subgraph.close();
});

async function ask(front: SubgraphFront, query: string, headers: Readonly<Record<string, string>> = {}) {
  const response = await fetch(`${front.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  });
  const { data, errors } = (await response.json()) as {
    readonly data?: unknown;
    readonly errors?: readonly { readonly extensions?: { readonly code?: string } }[];
  };
  return { status: response.status, data, code: errors?.[0]?.extensions?.code };
}

const SERVICE = '{ _service { sdl } }';
const ENTITIES =
  '{ _entities(representations: [{ __typename: "Note", id: "7" }]) { ... on Note { id reader } } }';
const REFUSED = { status: 401, data: undefined, code: 'IDENTITY_HEADER_INVALID' };

/** Headers that do not hold, by what is wrong with them. */
const BAD_HEADERS: readonly [string, () => string | Promise<string>][] = [
  ['is empty', () => ''],
  ['is nonsense', () => 'nonsense'],
  ['is signed with another secret', () => createIdentitySigner({ secret: `${secret}!` }).sign(ann, 'notes')],
  ['is meant for another subgraph', () => signer.sign(ann, 'user')],
  ['has expired', () => createIdentitySigner({ secret, now: () => Date.now() - 120_000 }).sign(ann, 'notes')],
  [
    'has no signature',
    () =>
      `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from('{"kind":"anonymous"}').toString('base64url')}.`,
  ],
];

describe.each([
  ['closed', () => closed],
  ['with open Federation fields', () => open],
])('the port of a subgraph, %s', (_which, front) => {
  it('answers what the router has signed', async () => {
    const headers = { [IDENTITY_HEADER]: signer.sign(ann, 'notes'), 'x-forwarded-for': '192.0.2.1' };
    expect(await ask(front(), '{ note { reader } }', headers)).toMatchObject({
      status: 200,
      data: { note: { reader: 'user at 192.0.2.1' } },
    });
    expect((await ask(front(), SERVICE, headers)).status).toBe(200);
  });

  it.each(BAD_HEADERS)('refuses everything when the identity header %s', async (_what, header) => {
    const headers = { [IDENTITY_HEADER]: await header() };
    for (const query of ['{ note { id } }', SERVICE, ENTITIES]) {
      expect(await ask(front(), query, headers)).toEqual(REFUSED);
    }
  });

  it.each([
    '{ note { id } }',
    '{ __typename }',
    '{ __schema { types { name } } }',
    'mutation { touch { id } }',
    '{ _service { sdl } note { id } }',
    '{ _service: note { id } }',
    '{ ... { _service { sdl } } }',
    '{ ... on Query { note { id } } }',
    'query { ...all } fragment all on Query { _service { sdl } note { id } }',
    'query a { _service { sdl } } query b { note { id } }',
    'query a { _service { sdl } } mutation b { touch { id } }',
    '{ _service { sdl }',
    `{ _service { sdl } } # ${'x'.repeat(10_000)}`,
  ])('refuses %j without an identity header', async (query) => {
    expect(await ask(front(), query)).toEqual(REFUSED);
  });
});

describe('the Federation fields without an identity header', () => {
  it('are closed', async () => {
    expect(await ask(closed, SERVICE)).toEqual(REFUSED);
    expect(await ask(closed, ENTITIES)).toEqual(REFUSED);
  });

  it('can be opened, in the name of nobody, whatever the request says of itself', async () => {
    expect(await ask(open, SERVICE)).toMatchObject({
      status: 200,
      data: { _service: { sdl: expect.stringContaining('type Note') as string } },
    });
    const data = { _entities: [{ id: '7', reader: 'anonymous at no address' }] };
    expect(await ask(open, ENTITIES, { 'x-forwarded-for': '192.0.2.1' })).toMatchObject({
      status: 200,
      data,
    });
  });

  it('are closed in process, where nobody but the router is', async () => {
    for (const header of [undefined, signer.sign(ANONYMOUS, 'other')]) {
      const { data, errors } = await subgraph.execute({
        query: SERVICE,
        headers: { [IDENTITY_HEADER]: header },
      });
      expect(data).toBeUndefined();
      expect(errors?.[0]?.extensions?.['code']).toBe('IDENTITY_HEADER_INVALID');
    }
  });
});

describe('a webhook', () => {
  let front: SubgraphFront;
  beforeAll(async () => {
    front = await listenSubgraph(subgraph, {
      port: 0,
      webhooks: {
        '/webhooks/echo': ({ body, headers }) =>
          Promise.resolve({
            status: 202,
            body: { hex: body.toString('hex'), signature: headers['x-signature'] ?? null },
          }),
        '/webhooks/broken': () => Promise.reject(new Error('the database is away')),
      },
    });
  });
  afterAll(() => front.close());

  const call = (path: string, init: RequestInit) => fetch(`${front.url}${path}`, { method: 'POST', ...init });

  it.each(['application/json', 'text/plain', 'application/x-www-form-urlencoded'])(
    'gets the bytes of a body of type %s as they came',
    async (type) => {
      const body = Buffer.from('{ "a":1}\n\u00e4\ud83d\ude00');
      const headers = { 'content-type': type, 'x-signature': 'abc' };
      const response = await call('/webhooks/echo', { body, headers });
      expect(response.status).toBe(202);
      expect(await response.json()).toEqual({ hex: body.toString('hex'), signature: 'abc' });
    },
  );

  it('gets an empty body, too', async () => {
    expect(await (await call('/webhooks/echo', {})).json()).toEqual({ hex: '', signature: null });
  });

  it('gets no body above 512 KiB', async () => {
    expect((await call('/webhooks/echo', { body: Buffer.alloc(512 * 1024, 'x') })).status).toBe(202);
    expect((await call('/webhooks/echo', { body: Buffer.alloc(512 * 1024 + 1, 'x') })).status).toBe(413);
  });

  it('that fails is answered 500, and not why', async () => {
    const response = await call('/webhooks/broken', { body: '{}' });
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('database');
  });

  it('is a POST, of its own path, and leaves the others as they are', async () => {
    expect((await fetch(`${front.url}/webhooks/echo`)).status).toBe(404);
    expect((await call('/webhooks/other', { body: '{}' })).status).toBe(404);
    expect(await ask(front, SERVICE)).toEqual(REFUSED);
    expect((await call('/graphql', { body: 'x', headers: { 'content-type': 'text/xml' } })).status).toBe(415);
  });
});
