import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { createRouter } from '../create-router.js';
import type { PlanNode } from '../planner/query-plan.js';
import type { RouterOptions } from '../router-options.js';
import type { Router } from '../router.js';
import { composeSupergraph } from '../testing/compose-supergraph.js';
import { createTestSubgraph } from '../testing/test-subgraph.js';
import { createInProcessTransport } from '../transport/in-process-transport.js';
import { planShape } from './check-plan-shape.js';

const USERS = `
  type Query { users(first: Int = 2): [User!]! @listSize(slicingArguments: ["first"]) }
  type Mutation { addUser(name: String): User }
  type User @key(fields: "id") { id: ID! name: String group: Group }
  type Group { members: [User!] }
`;
const REVIEWS = `
  type User @key(fields: "id") { id: ID! reviews(first: Int): [Review!] @listSize(slicingArguments: ["first"], requireOneSlicingArgument: false, assumedSize: 5) }
  type Review { body: String @cost(weight: 2) author: User }
`;
const user = (id: string) => ({ id, name: 'Ann', group: { members: [] } });

const routers: Router[] = [];
afterEach(async () => {
  await Promise.all(routers.splice(0).map((router) => router.close()));
});

async function start(options: Partial<RouterOptions>) {
  const users = createTestSubgraph(USERS, {
    Query: { users: () => [user('1'), user('2')] },
    Mutation: { addUser: () => user('3') },
    User: { __resolveReference: ({ id }: { readonly id: string }) => user(id) },
  });
  const reviews = createTestSubgraph(REVIEWS, {
    User: {
      __resolveReference: ({ id }: { readonly id: string }) => ({ id }),
      reviews: ({ id }: { readonly id: string }) => [{ body: 'Fine.', author: { id } }],
    },
  });
  const router = await createRouter({
    supergraph: composeSupergraph({ users: USERS, reviews: REVIEWS }),
    transport: createInProcessTransport(new Map(Object.entries({ users, reviews }))),
    logger: pino({ level: 'silent' }),
    ...options,
  });
  routers.push(router);
  return async (query: string, variables: Record<string, unknown> = {}) => {
    const { status, errors } = await router.execute({ query, variables });
    return { status, ...errors?.[0] };
  };
}

const REVIEWED = '{ users { name reviews { body } } }';
const AUTHORS = '{ users { name reviews { body author { name } } } }';

describe('limits of plans', () => {
  it('count requests and those that wait for each other', () => {
    const fetch = { kind: 'RootFetch' } as PlanNode;
    const nodes = [fetch, { kind: 'Parallel', nodes: [fetch, fetch] }] as const;
    const sequence: PlanNode = { kind: 'Sequence', nodes };
    expect(planShape(null)).toEqual({ fetches: 0, depth: 0 });
    expect(planShape(sequence)).toEqual({ fetches: 3, depth: 2 });
    const condition = { kind: 'Condition', variable: 'a', ifTrue: sequence, ifFalse: fetch } as const;
    expect(planShape({ kind: 'Parallel', nodes: [condition, fetch] })).toEqual({ fetches: 4, depth: 2 });
  });

  it('refuse a plan with too many requests', async () => {
    const ask = await start({ planLimits: { maxFetches: 2 } });
    expect(await ask(REVIEWED)).toEqual({ status: 200 });
    const refusal = {
      status: 400,
      message: 'The operation needs more requests to subgraphs than it may.',
      extensions: { code: 'PLAN_TOO_MANY_FETCHES', fetches: 3, maxFetches: 2 },
    };
    expect(await ask(AUTHORS)).toEqual(refusal);
    expect(await ask(AUTHORS)).toEqual(refusal);
  });

  it('refuse a plan whose requests wait for each other too often', async () => {
    const ask = await start({ planLimits: { maxDepth: 2 } });
    expect(await ask(REVIEWED)).toEqual({ status: 200 });
    expect(await ask(AUTHORS)).toMatchObject({
      status: 400,
      extensions: { code: 'PLAN_TOO_DEEP', depth: 3, maxDepth: 2 },
    });
  });

  it('are not taken by an engine that shows no plans', async () => {
    await expect(start({ engine: 'apollo-gateway', planLimits: { maxDepth: 2 } })).rejects.toThrow(
      'planLimits.maxDepth: the engine apollo-gateway keeps its plans to itself',
    );
  });
});

describe('limits of subgraphs', () => {
  const limit = (name: string, maxCost: number, options: Partial<RouterOptions> = {}) =>
    start({ demandControl: { mode: 'enforce', subgraphs: { [name]: { maxCost } } }, ...options });

  async function costOf(subgraph: string, query: string, variables?: Record<string, unknown>) {
    const ask = await limit(subgraph, 0);
    const { extensions, status } = await ask(query, variables);
    expect([200, 400]).toContain(status);
    return extensions === undefined ? 0 : (extensions as any).cost;
  }

  it('refuse what the requests to one subgraph would cost together', async () => {
    const ask = await limit('reviews', 20);
    // Two users, each 1, and five reviews of 1 + 2 for each of them.
    expect(await ask(REVIEWED)).toEqual({
      status: 400,
      message: 'The operation would cost one of the subgraphs too much.',
      extensions: { code: 'COST_ESTIMATED_TOO_EXPENSIVE', cost: 32, maxCost: 20 },
    });
    expect(await ask('{ users(first: 1) { reviews { body } } }')).toEqual({ status: 200 });
  });

  it('count entities as often as their places can hold them, and variables with their values', async () => {
    expect(await costOf('users', REVIEWED)).toBe(2);
    expect(await costOf('users', AUTHORS)).toBe(2 + 2 * 5);
    expect(await costOf('reviews', AUTHORS)).toBe(2 * (1 + 5 * (1 + 2 + 1)));
    const query = 'query ($u: Int, $r: Int) { users(first: $u) { reviews(first: $r) { body } } }';
    expect(await costOf('reviews', query, { u: 3, r: 4 })).toBe(3 * (1 + 4 * 3));
    expect(await costOf('reviews', query, {})).toBe(2 * (1 + 5 * 3));
    expect(await costOf('reviews', '{ users { group { members { reviews(first: 1) { body } } } } }')).toBe(
      2 * 10 * (1 + 3),
    );
  });

  it('count nothing for what @skip and @include leave out', async () => {
    const query = 'query ($a: Boolean!) { users { name reviews @include(if: $a) { body } } }';
    expect(await costOf('reviews', query, { a: true })).toBe(32);
    expect(await costOf('reviews', query, { a: false })).toBe(0);
  });

  it('count mutations', async () => {
    expect(await costOf('users', 'mutation { addUser { name } }')).toBe(11);
    expect(await costOf('reviews', 'mutation { addUser { reviews { body } } }')).toBe(16);
  });

  it('say which subgraph it is only where clients may know', async () => {
    const ask = await limit('reviews', 20, { errors: { includeServiceName: 'always' } });
    expect((await ask(REVIEWED)).extensions).toMatchObject({ serviceName: 'reviews' });
  });

  it('refuse nothing while costs are only measured', async () => {
    const ask = await limit('reviews', 0, {
      demandControl: { mode: 'measure', subgraphs: { reviews: { maxCost: 0 } } },
    });
    expect((await ask(REVIEWED)).status).toBe(200);
  });

  it('must be of subgraphs that there are', async () => {
    await expect(limit('other', 1)).rejects.toThrow(
      'demandControl.subgraphs.other: the supergraph has no such',
    );
  });
});
