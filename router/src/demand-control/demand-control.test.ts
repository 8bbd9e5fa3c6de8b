import type { Identity } from '@techally/identity';
import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { createRouter } from '../create-router.js';
import type { RouterOptions } from '../router-options.js';
import type { Router } from '../router.js';
import { composeSupergraph } from '../testing/compose-supergraph.js';
import { createTestSubgraph } from '../testing/test-subgraph.js';
import { createInProcessTransport } from '../transport/in-process-transport.js';

const ITEMS = `
  type Query {
    items(first: Int): [Item!]! @listSize(slicingArguments: ["first"], requireOneSlicingArgument: false, assumedSize: 20)
    strict(first: Int): [Item!]! @listSize(slicingArguments: ["first"])
    liar: [Item!]! @listSize(assumedSize: 2)
    closed: [Item!] @authenticated @listSize(assumedSize: 7)
  }
  type Mutation { fill: [Item!]! @listSize(assumedSize: 2) }
  type Item { id: ID! }
`;
const LIST = Array.from({ length: 50 }, (_, id) => ({ id }));

const routers: Router[] = [];
afterEach(async () => {
  await Promise.all(routers.splice(0).map((router) => router.close()));
});

async function start(demandControl: RouterOptions['demandControl'], log: string[] = []) {
  let asked = 0;
  const items = (_: unknown, { first }: { readonly first?: number | null }) => {
    asked += 1;
    return LIST.slice(0, first ?? 3);
  };
  const subgraph = createTestSubgraph(ITEMS, {
    Query: { items, strict: items, liar: () => LIST, closed: () => LIST },
    Mutation: { fill: () => LIST },
  });
  const router = await createRouter({
    supergraph: composeSupergraph({ items: ITEMS }),
    transport: createInProcessTransport(new Map([['items', subgraph]])),
    logger: pino({ level: 'warn' }, { write: (line: string) => log.push(line) }),
    demandControl,
  });
  routers.push(router);
  return {
    router,
    asked: () => asked,
    async post(query: string, variables?: unknown, extensions?: unknown) {
      const response = await router.fetch('/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query, variables, extensions }),
      });
      const body = (await response.json()) as any;
      return {
        status: response.status,
        headers: response.headers,
        body,
        code: body.errors?.[0]?.extensions.code as string | undefined,
      };
    },
  };
}

const QUERY = 'query ($n: Int) { items(first: $n) { id } }';

describe('demand control', () => {
  it('refuses what would cost too much, before anything is fetched', async () => {
    const { post, asked } = await start({ mode: 'enforce', maxCost: 10 });
    const { status, body } = await post(QUERY, { n: 11 });
    expect(status).toBe(400);
    expect(body).toEqual({
      errors: [
        {
          message: 'The operation would cost too much.',
          extensions: { code: 'COST_ESTIMATED_TOO_EXPENSIVE', cost: 11, maxCost: 10 },
        },
      ],
    });
    expect(asked()).toBe(0);
    expect((await post(QUERY, { n: 10 })).status).toBe(200);
  });

  it('takes the assumed size where the variable says nothing', async () => {
    const { post } = await start({ mode: 'enforce', maxCost: 19 });
    for (const variables of [undefined, {}, { n: null }, { n: -5 }]) {
      expect((await post(QUERY, variables)).code).toBe('COST_ESTIMATED_TOO_EXPENSIVE');
    }
  });

  it('leaves variables of a wrong type to the engine', async () => {
    const { post } = await start({ mode: 'enforce', maxCost: 10 });
    expect((await post(QUERY, { n: '5' })).code).toBe('BAD_USER_INPUT');
  });

  it('refuses a list that is not sliced though it must be', async () => {
    const { post, asked } = await start({ mode: 'enforce' });
    const { status, body } = await post('{ strict { id } }');
    expect(status).toBe(400);
    expect(body.errors).toEqual([
      {
        message: 'The field "Query.strict" takes exactly one of its arguments "first".',
        extensions: { code: 'COST_SLICING_ARGUMENT_REQUIRED' },
      },
    ]);
    expect(asked()).toBe(0);
    expect((await post('{ strict(first: 1) { id } }')).status).toBe(200);
  });

  it('refuses nothing while it only measures', async () => {
    const { post } = await start({
      mode: 'measure',
      maxCost: 1,
      actual: 'enforce',
      exposeInExtensions: true,
    });
    const ask = async (query: string) => (await post(query, undefined, { cost: true })).body.extensions.cost;
    expect(await ask('{ items(first: 5) { id } }')).toEqual({
      estimated: 5,
      actual: 5,
      max: 1,
      strategy: 'static_estimated',
      result: 'COST_ESTIMATED_TOO_EXPENSIVE',
    });
    expect((await ask('{ strict { id } }')).result).toBe('COST_SLICING_ARGUMENT_REQUIRED');
  });

  it('has a limit for each tier', async () => {
    const { router } = await start({
      mode: 'enforce',
      maxCost: 1,
      maxCostByTier: { anonymous: 2, authenticated: 4, premium: 6 },
    });
    const user = { kind: 'user', userId: '1', email: 'a@b.co', role: 'USER', scope: [] } as const;
    const codeFor = async (identity: Identity, first: number) => {
      const query = `{ items(first: ${first}) { id } }`;
      return (await router.execute({ query }, { identity })).errors?.[0]?.extensions?.['code'];
    };
    for (const [identity, max] of [
      [{ kind: 'anonymous' }, 2],
      [{ ...user, tier: 'STANDARD' }, 4],
      [{ ...user, tier: 'PREMIUM' }, 6],
      [{ kind: 'service', service: 'order' }, 1],
    ] as const) {
      expect(await codeFor(identity, max)).toBeUndefined();
      expect(await codeFor(identity, max + 1)).toBe('COST_ESTIMATED_TOO_EXPENSIVE');
    }
  });

  it('replaces the answer of a query that cost too much after all', async () => {
    const { post } = await start({ mode: 'enforce', maxCost: 20, actual: 'enforce', exposeHeaders: true });
    const { status, body, headers } = await post('{ liar { id } }');
    expect(status).toBe(400);
    expect(body).toEqual({
      errors: [
        {
          message: 'The answer of the operation cost too much.',
          extensions: { code: 'COST_ACTUAL_TOO_EXPENSIVE', cost: 50, maxCost: 20 },
        },
      ],
    });
    expect([headers.get('x-cost-estimated'), headers.get('x-cost-actual')]).toEqual(['2', '50']);
  });

  it('never replaces the answer of a mutation, but logs what it cost', async () => {
    const log: string[] = [];
    const limits = { mode: 'enforce', maxCost: 20, actual: 'enforce', exposeInExtensions: true } as const;
    const { post } = await start(limits, log);
    const { status, body } = await post('mutation { fill { id } }', undefined, { cost: true });
    expect(status).toBe(200);
    expect(body.data.fill).toHaveLength(50);
    expect(body.extensions.cost).toMatchObject({
      estimated: 12,
      actual: 60,
      result: 'COST_ACTUAL_TOO_EXPENSIVE',
    });
    expect(log.map((line) => JSON.parse(line))).toMatchObject([
      { msg: 'an operation cost too much', estimated: 12, actual: 60, max: 20 },
    ]);
  });

  it('tells costs in headers and extensions only where that is allowed and asked for', async () => {
    const silent = await start({ mode: 'measure' });
    const { headers, body } = await silent.post(QUERY, { n: 2 }, { cost: true });
    expect([headers.get('x-cost-estimated'), headers.get('x-cost-actual')]).toEqual([null, null]);
    expect(body.extensions).toBeUndefined();

    const open = await start({ mode: 'enforce', maxCost: 9, exposeHeaders: true, exposeInExtensions: true });
    const answered = await open.post(QUERY, { n: 2 });
    expect(answered.headers.get('x-cost-estimated')).toBe('2');
    expect(answered.headers.get('x-cost-actual')).toBe('2');
    expect(answered.body.extensions).toBeUndefined();
    expect((await open.post(QUERY, { n: 10 })).headers.get('x-cost-estimated')).toBe('10');
  });

  it('estimates what is asked for, and counts what the client may have of it', async () => {
    const { post } = await start({ mode: 'measure', exposeInExtensions: true });
    const query = '{ items(first: 2) { id } closed { id } }';
    const { body } = await post(query, undefined, { cost: true });
    expect(body.data).toMatchObject({ closed: null });
    expect(body.extensions.cost).toMatchObject({ estimated: 9, actual: 2, result: 'COST_OK' });
  });

  it('tells all who share an answer', async () => {
    const { post, asked } = await start({ mode: 'measure', exposeHeaders: true });
    const answers = await Promise.all([post(QUERY, { n: 4 }), post(QUERY, { n: 4 })]);
    expect(asked()).toBe(1);
    expect(answers.map(({ headers }) => headers.get('x-cost-actual'))).toEqual(['4', '4']);
  });
});
