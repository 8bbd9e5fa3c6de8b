import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { afterAll, describe, expect, it } from 'vitest';
import { loadSupergraph } from '../supergraph/load-supergraph.js';
import type { PlannerName } from './create-planner.js';
import { createPlanner } from './create-planner.js';
import { fetchesOf } from './fetches-of.js';
import type { EntityFetchNode, PlanNode, RootFetchNode } from './query-plan.js';

const LINK =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@external", "@requires", "@override", "@interfaceObject", "@context", "@fromContext"])';

type Schemas = Readonly<Record<string, string>>;

const closings: (() => Promise<void>)[] = [];
afterAll(() => Promise.all(closings.map((close) => close())));

async function start(schemas: Schemas, planner: PlannerName = 'rust') {
  const { supergraphSdl, errors } = composeServices(
    Object.entries(schemas).map(([name, sdl]) => ({
      name,
      url: `http://${name}`,
      typeDefs: parse(`${LINK}\n${sdl}`),
    })),
  );
  if (errors !== undefined) throw new AggregateError(errors, String(errors));
  const fallbacks: string[] = [];
  const created = await createPlanner({
    supergraph: loadSupergraph(supergraphSdl),
    planner,
    onFallback: (reason) => fallbacks.push(reason),
  });
  closings.push(() => created.close());
  const plan = async (document: string, labels: readonly string[] = []) =>
    (await created.plan({ document, activeLabels: new Set(labels) })).node;
  return { plan, fallbacks, overrideLabels: created.overrideLabels };
}

const fetchesIn = (node: PlanNode | null) => fetchesOf<RootFetchNode | EntityFetchNode>(node);

const field = (name: string) => ({ kind: 'field', name });
const key = (name: string) => ({ kind: 'key', name });
const type = (...types: string[]) => ({ kind: 'type', types });
const ITEMS = { kind: 'items' };

const SHOP = {
  a: `type Query { me: User products: [[Product!]] root: Query }
      type Mutation { change: Query touch: User }
      type Subscription { changed: Product }
      type User @key(fields: "id") { id: ID! }
      type Product @key(fields: "id") { id: ID! price(in: String): Int size: Size }
      type Size @shareable { width: Int }`,
  b: `type Query { other: Int }
      type Mutation { later: Int }
      type User @key(fields: "id") { id: ID! name: String seen(n: Int, m: Int): [Seen] }
      type Product @key(fields: "id") {
        id: ID!
        price(in: String): Int @external
        size: Size @external
        shipping: Int @requires(fields: "price(in: \\"EUR\\") size { width }")
        stock: Int
      }
      type Size @shareable { width: Int }
      union Seen = Book | Film
      type Book { rank: String }
      type Film { rank: Int! }`,
};

const SHAPES = {
  a: `type Query { any: [Any] } union Any = A | B type A @key(fields: "id") { id: ID! } type B @key(fields: "id") { id: ID! }`,
  b: `type A @key(fields: "id") { id: ID! v: String w: Int sub: Sub } type B @key(fields: "id") { id: ID! v: Int! w: Int sub: Other }
      type Sub { x: Int } type Other { x: Float y: Int }`,
};

describe.each(['rust', 'apollo'] as const)('the %s planner', (name) => {
  const started = start(SHOP, name);

  it('puts the path of an entity fetch into the fetch', async () => {
    const { plan } = await started;
    const node = await plan('{ me { name } products { stock } }');
    expect(node?.kind).toBe('Sequence');
    const [root, ...entities] = fetchesIn(node);
    expect(root).toMatchObject({ kind: 'RootFetch', subgraph: 'a', operationKind: 'query', path: [] });
    const paths = entities.flatMap((fetch) =>
      fetch.kind === 'EntityFetch' ? fetch.batches.flatMap((batch) => batch.paths) : [],
    );
    expect(paths).toHaveLength(2);
    expect(paths).toContainEqual([field('me')]);
    // One segment, although the products are a list of lists.
    expect(paths).toContainEqual([field('products'), ITEMS]);
  });

  it('says what a representation holds', async () => {
    const { plan } = await started;
    const [, entities] = fetchesIn(await plan('query ($n: Int) { me { seen(n: $n) { __typename } } }'));
    expect(entities).toMatchObject({
      kind: 'EntityFetch',
      subgraph: 'b',
      variableUsages: ['n'],
      batches: [
        {
          alias: '_entities',
          variableName: 'representations',
          requires: [
            {
              kind: 'inlineFragment',
              typeCondition: 'User',
              selections: [
                { kind: 'field', name: '__typename', responseName: '__typename', selections: undefined },
                { kind: 'field', name: 'id', responseName: 'id', selections: undefined },
              ],
            },
          ],
          inputRewrites: [],
          contextRewrites: [],
        },
      ],
    });
  });

  it('lets paths of output rewrites begin inside the entity', async () => {
    const { plan } = await started;
    const node = await plan('{ me { seen { ... on Book { rank } ... on Film { rank } } } }');
    const [, entities] = fetchesIn(node);
    const rewrites = entities?.kind === 'EntityFetch' ? entities.batches[0]?.outputRewrites : undefined;
    expect(rewrites).toHaveLength(1);
    const [rewrite] = rewrites ?? [];
    expect(rewrite).toMatchObject({ kind: 'renameKey', name: 'rank' });
    // Apollo's planner names the type of the entity first.
    const path = rewrite?.path.filter((segment) => segment.kind === 'key' || !segment.types.includes('User'));
    expect(path).toEqual([
      key('seen'),
      type('Film'),
      key(/(\w*alias\w*)/.exec(entities?.operation ?? '')![1]!),
    ]);
  });

  it('fetches from a root type below a field with a root fetch', async () => {
    const { plan } = await started;
    const [, below] = fetchesIn(await plan('{ root { root { other } } }'));
    expect(below).toMatchObject({
      kind: 'RootFetch',
      subgraph: 'b',
      operationKind: 'query',
      path: [field('root'), field('root')],
      outputRewrites: [],
    });
  });

  it('runs a mutation after all that is below the one before', async () => {
    const { plan } = await started;
    const node = await plan('mutation { change { other } later touch { name } }');
    expect(node?.kind).toBe('Sequence');
    expect(fetchesIn(node).map(({ operationKind, subgraph }) => `${operationKind} ${subgraph}`)).toEqual([
      'mutation a',
      'query b',
      'mutation b',
      'mutation a',
      'query b',
    ]);
    expect(JSON.stringify(node)).not.toContain('"Parallel"');
  });

  it('plans a subscription as a root fetch, with what follows each event', async () => {
    const { plan } = await started;
    expect(fetchesIn(await plan('subscription { changed { stock } }'))).toMatchObject([
      { kind: 'RootFetch', operationKind: 'subscription', subgraph: 'a' },
      { kind: 'EntityFetch', operationKind: 'query', batches: [{ paths: [[field('changed')]] }] },
    ]);
  });

  it('keeps the variable of the representations apart from a client variable of the same name', async () => {
    const { plan } = await started;
    const document = 'query ($representations: Int) { me { seen(n: $representations) { __typename } } }';
    const [, entities] = fetchesIn(await plan(document));
    expect(entities).toMatchObject({
      variableUsages: ['representations'],
      batches: [{ variableName: 'representations_' }],
    });
    expect(entities?.operation.replaceAll(/[ ,]+/g, ' ')).toBe(
      'query($representations_:[_Any!]!$representations:Int){_entities(representations:$representations_){...on User{seen(n:$representations){__typename}}}}',
    );
  });

  it('plans conditions with variables', async () => {
    const { plan } = await started;
    const node = await plan('query ($if: Boolean!) { me { id } products @include(if: $if) { stock } }');
    expect(JSON.stringify(node)).toContain(
      name === 'rust'
        ? '"kind":"Condition","variable":"if","ifTrue":{"kind":"EntityFetch"'
        : '@include(if:$if)',
    );
  });

  it('sends an interface object under the name of the interface', async () => {
    const { plan } = await start(
      {
        a: `type Query { media: [Media] } interface Media @key(fields: "id") { id: ID! }
            type Book implements Media @key(fields: "id") { id: ID! }`,
        b: 'type Media @key(fields: "id") @interfaceObject { id: ID! stars: Int }',
      },
      name,
    );
    const [, entities] = fetchesIn(await plan('{ media { stars } }'));
    const [batch] = entities?.kind === 'EntityFetch' ? entities.batches : [];
    expect(batch?.inputRewrites[0]).toEqual({
      kind: 'setValue',
      path: [type('Media'), key('__typename')],
      value: 'Media',
    });
  });

  it('follows the labels of progressive overrides, percentages among them', async () => {
    const { plan, overrideLabels } = await start(
      {
        a: 'type Query { p: P } type P @key(fields: "id") { id: ID! x: Int y: Int z: Int }',
        b: `type P @key(fields: "id") {
              id: ID!
              x: Int @override(from: "a", label: "percent(50)")
              y: Int @override(from: "a", label: "percent(20.5)")
              z: Int @override(from: "a", label: "beta")
            }`,
      },
      name,
    );
    expect(overrideLabels).toEqual(['beta', 'percent(20.5)', 'percent(50)']);
    const fieldsOfB = async (...labels: string[]) => {
      const entities = fetchesIn(await plan('{ p { x y z } }', labels)).find(
        ({ subgraph }) => subgraph === 'b',
      );
      return /on P\{([^}]*)\}/.exec(entities?.operation ?? '')?.[1];
    };
    expect(await fieldsOfB()).toBeUndefined();
    expect(await fieldsOfB('beta')).toBe('z');
    expect(await fieldsOfB('percent(50)')).toBe('x');
    expect(await fieldsOfB('percent(50)', 'percent(20.5)', 'beta')).toBe('x y z');
  });

  it('fetches behind each type condition with the arguments that stand there', async () => {
    const { plan } = await start(
      {
        a: `type Query { any: [Any] } union Any = A | B type A { x: X } type B { x: X } type X @key(fields: "id") { id: ID! }`,
        b: 'type X @key(fields: "id") { id: ID! f(a: Int): Int }',
      },
      name,
    );
    const [, one, two] = fetchesIn(
      await plan('{ any { ... on A { x { f(a: 1) } } ... on B { x { f(a: 2) } } } }'),
    );
    expect(one).toMatchObject({ batches: [{ paths: [[field('any'), ITEMS, type('A'), field('x')]] }] });
    expect(one?.operation).toContain('f(a:1)');
    expect(two).toMatchObject({ batches: [{ paths: [[field('any'), ITEMS, type('B'), field('x')]] }] });
    expect(two?.operation).toContain('f(a:2)');
  });

  it('asks for no two fields of different types under one name', async () => {
    const { plan } = await start(SHAPES, name);
    const node = await plan('{ any { ... on A { v } ... on B { v } } }');
    const [, entities] = fetchesIn(node);
    expect(entities?.operation).toMatch(/_entities\(.*\)\{\.\.\.on A\{v\}\.\.\.on B\{\w+:v\}\}/);
  });

  it('refuses what it cannot plan with an error that says why', async () => {
    const { plan } = await started;
    await expect(plan('{ nothing }')).rejects.toMatchObject({
      name: 'PlanningError',
      code: 'QUERY_PLANNING_FAILED',
    });
  });
});

describe('the Rust planner', () => {
  const started = start(SHOP);

  it('puts entity fetches of one subgraph into one request', async () => {
    const { plan } = await started;
    const [, entities, ...more] = fetchesIn(await plan('{ me { name } products { stock } }'));
    expect(more).toEqual([]);
    expect(entities).toMatchObject({
      batches: [
        { alias: '_e0', variableName: '__batch_reps_0' },
        { alias: '_e1', variableName: '__batch_reps_1' },
      ],
    });
  });

  it('takes a required field from the response name under which it was fetched', async () => {
    const { plan } = await started;
    const [, entities] = fetchesIn(await plan('{ products { price(in: "USD") shipping } }'));
    const [batch] = entities?.kind === 'EntityFetch' ? entities.batches : [];
    const [fragment] = batch?.requires ?? [];
    expect(fragment?.selections).toContainEqual({
      kind: 'field',
      name: 'price',
      responseName: '_internal_qp_alias_0',
      selections: undefined,
    });
    expect(fragment?.selections).toContainEqual({
      kind: 'field',
      name: 'size',
      responseName: 'size',
      selections: [{ kind: 'field', name: 'width', responseName: 'width', selections: undefined }],
    });
  });

  it('plans on after an operation has ended its process', async () => {
    const { plan, fallbacks } = await start({
      a: `type Query { any: [Any] } union Any = A | B type A { x: X } type B { x: X } type X @key(fields: "id") { id: ID! }`,
      b: 'type X @key(fields: "id") { id: ID! f(a: Int): Int }',
    });
    await plan('{ any { ... on A { x { f(a: 1) } } ... on B { x { f(a: 2) } } } }');
    expect(fallbacks).toEqual([expect.stringContaining('panicked')]);
    expect(fetchesIn(await plan('{ any { ... on A { x { f } } } }'))).toHaveLength(2);
    expect(fallbacks).toHaveLength(1);
  });

  it('leaves fields of different types below entities to the other planner, and only those', async () => {
    const { plan, fallbacks } = await start(SHAPES);
    await plan('{ any { ... on A { w } ... on B { w sub { y } } } }');
    expect(fallbacks).toEqual([]);
    await plan('{ any { ... on A { sub { x } } ... on B { sub { x } } } }');
    expect(fallbacks).toEqual([expect.stringContaining('fields of different types as "x"')]);
  });
});

describe('an operation with arguments from a context', () => {
  const started = start({
    a: `type Query { t: T ts: [T!] }
        type T @key(fields: "id") @context(name: "ctx") { id: ID! u: U us: [U] named: [Named] prop: String deep: Deep }
        type Deep { x: Int }
        interface Named { name: String }
        type U implements Named @key(fields: "id") {
          id: ID!
          plain: Int
          name: String
          field(a: String @fromContext(field: "$ctx { prop }"), b: Int): Int
          other(a: Int @fromContext(field: "$ctx { deep { x } }")): Int
        }`,
    c: 'type U @key(fields: "id") { id: ID! k: Int }',
  });

  it('goes to the planner that knows contexts', async () => {
    const { plan, fallbacks } = await started;
    const fetches = fetchesIn(await plan('{ ts { us { field(b: 3) other } } }'));
    expect(fallbacks).toEqual([expect.stringContaining('context')]);
    const entities = fetches.find(({ kind }) => kind === 'EntityFetch');
    expect(entities).toMatchObject({
      variableUsages: [],
      batches: [{ paths: [[field('ts'), ITEMS, field('us'), ITEMS]] }],
    });
    const [batch] = entities?.kind === 'EntityFetch' ? entities.batches : [];
    expect(batch?.contextRewrites.map(({ levels, path }) => ({ levels, path }))).toEqual([
      { levels: 1, path: [type('T'), key('deep'), key('x')] },
      { levels: 1, path: [type('T'), key('prop')] },
    ]);
    for (const { variableName } of batch?.contextRewrites ?? []) {
      expect(entities?.operation).toContain(`a:$${variableName}`);
    }
  });

  it('is told from others in the same supergraph', async () => {
    const { plan, fallbacks } = await started;
    const before = fallbacks.length;
    await plan('{ ts { us { plain k } named { name } } }');
    expect(fallbacks).toHaveLength(before);
  });
});

it('a supergraph that the Rust planner does not take goes to the other planner as a whole', async () => {
  const { supergraphSdl } = composeServices([
    { name: 'a', url: 'http://a', typeDefs: parse(`${LINK} type Query { a: Int }`) },
  ]);
  const fallbacks: string[] = [];
  const planner = await createPlanner({
    // An extension in a supergraph: valid, and not written by compositions.
    supergraph: loadSupergraph(`${supergraphSdl} extend type Query @join__type(graph: A) { b: Int }`),
    onFallback: (reason) => fallbacks.push(reason),
  });
  closings.push(() => planner.close());
  const { node } = await planner.plan({ document: '{ a }', activeLabels: new Set() });
  expect(fetchesIn(node)).toHaveLength(1);
  expect(fallbacks).toEqual([expect.stringContaining('x')]);
});
