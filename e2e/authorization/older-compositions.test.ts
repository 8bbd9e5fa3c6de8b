import type { Identity } from '@techally/identity';
import { afterAll, describe, expect, it } from 'vitest';
import { compose } from '../federation/harness/compose.js';
import { runSubgraphs } from '../federation/harness/running-subgraph.js';
import { subgraph } from '../federation/harness/subgraph.js';
import { createAuthorizedRouter, userWith } from './authorized-router.js';

const PEN = { __typename: 'Pen', id: '1', label: 'Pen', cost: 3 };
const CAR = { __typename: 'Car', id: '2', label: 'Car', cost: 4 };

const goods = subgraph(
  `
  type Query { locked: Int @authenticated  things: [Thing]  pen: Pen  shop: Shop  node: Node }
  interface Thing { id: ID!  label: String }
  type Pen implements Thing @key(fields: "id") { id: ID!  label: String  cost: Int }
  type Car implements Thing @key(fields: "id") { id: ID!  label: String }
  type Shop @key(fields: "id") { id: ID!  margin: Int! }
  interface Node @key(fields: "id") { id: ID!  weight: Int }
  type Parcel implements Node @key(fields: "id") { id: ID!  weight: Int }
`,
  {
    Query: {
      things: () => [PEN, CAR],
      pen: () => PEN,
      shop: () => ({ id: 's', margin: 40 }),
      node: () => ({ __typename: 'Parcel', id: 'p', weight: 6 }),
    },
    Pen: { __resolveReference: () => PEN },
    Shop: { __resolveReference: () => ({ id: 's', margin: 40 }) },
    Parcel: { __resolveReference: () => ({ id: 'p', weight: 6 }) },
  },
);

const prices = subgraph(
  `
  type Pen @key(fields: "id") {
    id: ID!
    cost: Int @external
    price: Int @requires(fields: "cost")
  }
  type Tag @key(fields: "id") { id: ID!  tax(margin: Int @fromContext(field: "$shop { margin }")): Int }
  type Shop @key(fields: "id") @context(name: "shop") { id: ID!  margin: Int! @external  tag: Tag }
  type Node @key(fields: "id") @interfaceObject {
    id: ID!
    weight: Int @external
    postage: Int @requires(fields: "weight")
  }
`,
  {
    Pen: {
      price: ({ cost }: { readonly cost: number }) => cost * 2,
    },
    Tag: {
      __resolveReference: ({ id }: { readonly id: string }) => ({ id }),
      tax: (_: unknown, { margin }: { readonly margin: number }) => margin,
    },
    Shop: { tag: () => ({ id: '1' }) },
    Node: { postage: ({ weight }: { readonly weight: number }) => weight * 100 },
  },
);

const SUBGRAPHS = { goods, prices };
const COMPOSED = compose(SUBGRAPHS);

/** Protects an element of the composed supergraph, which the composition would have refused or spread further. */
function protect(typeName: string, fieldName?: string): string {
  const start = COMPOSED.search(new RegExp(`^(?:type|interface) ${typeName}\\b`, 'm'));
  const [before, type] = [COMPOSED.slice(0, start), COMPOSED.slice(start)];
  const changed =
    fieldName === undefined
      ? type.replace('\n{', '\n  @authenticated\n{')
      : type.replace(new RegExp(`\\n  ${fieldName}: [^ \\n]+`), '$& @authenticated');
  if (changed === type) throw new Error(`There is no ${typeName}.${fieldName ?? ''} to protect.`);
  return before + changed;
}

const opened: (() => Promise<void>)[] = [];
afterAll(() => Promise.all(opened.map((close) => close())));

/** Asks a router over the supergraph, as nobody and as a user. */
async function ask(supergraph: string, query: string) {
  const { router, execute } = await createAuthorizedRouter({
    supergraph,
    subgraphs: runSubgraphs(SUBGRAPHS),
  });
  opened.push(() => router.close());
  const as = (identity?: Identity) => execute(query, identity === undefined ? {} : { identity });
  return { nobody: await as(), user: await as(userWith()) };
}

describe('where composition did not look at who reads what', () => {
  it('a field that requires a protected one is protected', async () => {
    const { nobody, user } = await ask(protect('Pen', 'cost'), '{ pen { label price } }');
    expect(nobody).toMatchObject({ data: '{"pen":{"label":"Pen","price":null}}', refused: ['pen.price'] });
    expect(nobody.asked).not.toMatch(/cost|price/);
    expect(user).toMatchObject({ data: '{"pen":{"label":"Pen","price":6}}', refused: [] });
  });

  it('a field whose argument comes from a protected one further up is protected', async () => {
    const { nobody, user } = await ask(protect('Shop', 'margin'), '{ shop { id tag { id tax } } }');
    expect(nobody).toMatchObject({
      data: '{"shop":{"id":"s","tag":{"id":"1","tax":null}}}',
      refused: ['shop.tag.tax'],
    });
    expect(nobody.asked).not.toMatch(/margin|tax/);
    expect(user).toMatchObject({ data: '{"shop":{"id":"s","tag":{"id":"1","tax":40}}}', refused: [] });
  });

  it('a field that an interface object makes of a protected one is protected, on interface and type', async () => {
    const query = '{ node { id postage } b: node { ... on Parcel { id postage } } }';
    for (const typeName of ['Node', 'Parcel']) {
      const { nobody, user } = await ask(protect(typeName, 'weight'), query);
      expect(nobody).toMatchObject({
        data: '{"node":{"id":"p","postage":null},"b":{"id":"p","postage":null}}',
        refused: ['node.postage', 'b.postage'],
      });
      expect(nobody.asked).not.toMatch(/weight|postage/);
      expect(user.data).toBe('{"node":{"id":"p","postage":600},"b":{"id":"p","postage":600}}');
    }
  });

  it('a field of an interface is protected as one of its types is, unless fragments choose others', async () => {
    const query =
      '{ things { id } pens: things { ... on Pen { id } ... on Car { label } } types: things { __typename } }';
    const { nobody, user } = await ask(protect('Car'), query);
    expect(nobody).toMatchObject({
      data: '{"things":null,"pens":[{"id":"1"},{"label":null}],"types":[{"__typename":"Pen"},{"__typename":"Car"}]}',
      refused: ['things.id', 'pens.label'],
    });
    expect(nobody.asked).not.toMatch(/label/);
    expect(user.refused).toEqual([]);
  });
});
