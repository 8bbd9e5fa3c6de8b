import { buildSubgraphSchema } from '@apollo/subgraph';
import type { Router } from '@techally/router';
import { createInProcessTransport, createRouter } from '@techally/router';
import { graphql, parse } from 'graphql';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compose } from '../federation/harness/compose.js';
import { subgraph } from '../federation/harness/subgraph.js';

const SHOP = subgraph(
  `
  type Query {
    products(first: Int, last: Int): ProductConnection! @listSize(slicingArguments: ["first", "last"], sizedFields: ["edges"], assumedSize: 20, requireOneSlicingArgument: false)
    page(first: Int = 100): [Product!]! @listSize(slicingArguments: ["first"])
    byIds(ids: [ID!]! @cost(weight: 3)): [Product!]! @listSize(assumedSize: 1)
    find(filter: Filter): [Product!]! @listSize(assumedSize: 1)
    search(text: String): Result @cost(weight: 20)
  }
  interface Node { id: ID! related(first: Int): [Product!]! @listSize(slicingArguments: ["first"], assumedSize: 20, requireOneSlicingArgument: false) }
  type ProductConnection { edges: [ProductEdge!]! }
  type ProductEdge { node: Product! }
  type Product implements Node { id: ID! name: String related(first: Int): [Product!]! }
  type Other implements Node { id: ID! related(first: Int): [Product!]! }
  union Result = Product | Other
  input Filter { text: String @cost(weight: 2) any: [Filter!] }
`,
  {},
);

const MAX_COST = 200;
/** Selections that fragments multiply beyond this limit are not even estimated. */
const TOO_MANY = 'MAX_RECURSIVE_SELECTIONS_LIMIT';
const NESTED = '{ edges { node { related(first: 50) { id } } } }';

let router: Router;
let executed = 0;
beforeAll(async () => {
  const schema = buildSubgraphSchema([{ typeDefs: parse(SHOP.sdl) }]);
  router = await createRouter({
    supergraph: compose({ shop: SHOP }),
    demandControl: { mode: 'enforce', maxCost: MAX_COST },
    // Limits on the form of operations would refuse many of these first; the cost must hold without them.
    limits: { warnOnly: true },
    logger: pino({ level: 'silent' }),
    transport: createInProcessTransport(
      new Map([
        [
          'shop',
          {
            async execute({ query, variables }) {
              executed += 1;
              return (await graphql({ schema, source: query, variableValues: variables })) as never;
            },
          },
        ],
      ]),
    ),
  });
  // The first request loads what later ones find.
  await ask('{ products(first: 1) { edges { node { id } } } }');
  executed = 0;
});
afterAll(() => router.close());

async function ask(query: string, variables?: unknown) {
  const body = JSON.stringify({ query, variables });
  const began = process.threadCpuUsage();
  const response = await router.fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  const { user, system } = process.threadCpuUsage(began);
  const milliseconds = (user + system) / 1000;
  const answer = (await response.json()) as any;
  return { status: response.status, code: answer.errors?.[0]?.extensions.code as string, milliseconds };
}

/** Asks with several texts that are new to the router. This thread's time of the CPU counts: process and machine do other things, too. */
async function expectRefused(query: string, variables?: unknown, code = 'COST_ESTIMATED_TOO_EXPENSIVE') {
  let fastest = Infinity;
  for (let attempt = 0; attempt < 3; attempt++) {
    const answer = await ask(`${query}${' '.repeat(attempt)}`, variables);
    expect([answer.status, answer.code]).toEqual([400, code]);
    fastest = Math.min(fastest, answer.milliseconds);
  }
  expect(executed).toBe(0);
  expect(fastest).toBeLessThan(50);
}

/** Fragments that each spread the next one twice. */
function bomb(
  depth: number,
  body = (next: string) => `a: related { ${next} } b: related { ${next} }`,
): string {
  return Array.from({ length: depth }, (_, n) => {
    const next = n + 1 === depth ? 'id' : `...F${n + 1}`;
    return `fragment F${n} on Product { ${body(next)} }`;
  }).join(' ');
}

describe('an attempt to hide what an operation costs is refused at once', () => {
  it('when the cost is in a fragment', async () => {
    await expectRefused(`{ ...F } fragment F on Query { products(first: 10) ${NESTED} }`);
    await expectRefused(
      `{ ... { ... on Query { ... @include(if: true) { products(first: 10) ${NESTED} } } } }`,
    );
  });

  it('when fragments are nested, and each repeats the next', async () => {
    await expectRefused(`{ page(first: 1) { ...F0 } } ${bomb(10)}`);
    await expectRefused(`{ page(first: 1) { ...F0 } } ${bomb(100)}`, undefined, TOO_MANY);
  });

  it('when fragments merge in ever new combinations', async () => {
    const both = (depth: number) =>
      Array.from({ length: depth }, (_, n) => {
        const [next, other] = n + 1 === depth ? ['id', 'id'] : [`...F${n + 1}`, `...G${n + 1}`];
        return `fragment F${n} on Product { a: related { ${next} ...G0 } b: related { ${next} } } fragment G${n} on Product { a: related { ${other} } b: related { ${other} } }`;
      }).join(' ');
    await expectRefused(`{ page(first: 1) { ...F0 } } ${both(6)}`);
    await expectRefused(`{ page(first: 1) { ...F0 } } ${both(16)}`, undefined, TOO_MANY);
  });

  it('when a fragment is on one of several types', async () => {
    await expectRefused('{ search { ... on Other { related(first: 190) { id } } } }');
    await expectRefused('{ search { ... on Node { related(first: 190) { id } } ... on Product { id } } }');
    await expectRefused(
      '{ search { ...A ...B } } fragment A on Product { a: related(first: 100) { id } } fragment B on Product { b: related(first: 100) { id } }',
    );
  });

  it('when a slicing argument comes by a variable', async () => {
    const query = `query ($n: Int) { products(first: $n) ${NESTED} }`;
    await expectRefused(query, { n: 100 });
    await expectRefused(query, { n: 2_147_483_647 });
    await expectRefused(query, { n: null });
    await expectRefused(query, { n: -1 });
    await expectRefused(query, {});
    await expectRefused(`query ($n: Int = 100) { products(first: $n) ${NESTED} }`);
    await expectRefused(`query ($n: Int = 100) { products(last: $n, first: 1) ${NESTED} }`, { n: 100 });
    await expectRefused(`query ($n: Int!) { products(first: 1, last: $n) ${NESTED} }`, { n: 100 });
  });

  it('when a slicing argument has no value of its type', async () => {
    const query = `query ($n: Int) { products(first: $n) ${NESTED} }`;
    for (const n of ['1', 1.5, [1, 2], { n: 1 }, true, 1e300])
      await expectRefused(query, { n }, 'BAD_USER_INPUT');
  });

  it('when a list is not sliced that must be', async () => {
    const code = 'COST_SLICING_ARGUMENT_REQUIRED';
    await expectRefused('{ page(first: null) { id } }', undefined, code);
    await expectRefused('query ($n: Int) { page(first: $n) { id } }', { n: null }, code);
    await expectRefused('{ page(first: -1) { id } }', undefined, code);
    // The default counts in place of an absent argument.
    await expectRefused('query ($n: Int) { page(first: $n) { id a: related(first: 5) { id } } }', {});
  });

  it('when the work is in the items of list arguments', async () => {
    const ids = Array.from({ length: 100 }, (_, id) => String(id));
    await expectRefused(`{ byIds(ids: ${JSON.stringify(ids)}) { id } }`);
    await expectRefused('query ($ids: [ID!]!) { byIds(ids: $ids) { id } }', { ids });
    await expectRefused('query ($id: ID!) { byIds(ids: [' + '$id '.repeat(100) + ']) { id } }', { id: '1' });
    const any = Array.from({ length: 100 }, () => ({ text: 'a' }));
    await expectRefused('query ($filter: Filter) { find(filter: $filter) { id } }', { filter: { any } });
    await expectRefused('query ($any: [Filter!]) { find(filter: { any: [{ any: $any }] }) { id } }', { any });
  });

  it('when one field is asked for under many aliases', async () => {
    const aliases = Array.from({ length: 30 }, (_, n) => `a${n}: search { __typename }`).join(' ');
    await expectRefused(`{ ${aliases} }`);
    await expectRefused(`{ page(first: 1) { ${aliases.replaceAll('search', 'related(first: 10)')} } }`);
  });

  it('when @skip and @include are decided by variables', async () => {
    const query = `query ($a: Boolean = true, $b: Boolean!) { products(first: 10) @include(if: $a) @skip(if: $b) ${NESTED} }`;
    await expectRefused(query, { b: false });
    await expectRefused(query, { a: true, b: false });
  });
});
