import { defineBehaviour } from '../harness/behaviour.js';
import { subgraph } from '../harness/subgraph.js';

const SHOPS = [
  {
    id: 's1',
    locale: 'de',
    vat: 19,
    currency: { code: 'EUR' },
    shelf: [{ id: 'i1' }, { id: 'i2' }],
    best: { id: 'i1' },
    crates: [[{ id: 'i1' }, null], [], [{ id: 'i3' }]],
    nested: [{ items: [{ id: 'i1' }] }, { items: [] }],
  },
  {
    id: 's2',
    locale: 'fr',
    vat: null,
    currency: { code: 'CHF' },
    shelf: [{ id: 'i1' }],
    best: null,
    crates: [],
    nested: [{ items: [{ id: 'i2' }, { id: 'i1' }] }],
  },
];
const STALLS = [
  { id: 't1', town: 'Uptown', colour: 'red', good: { id: 'g1' } },
  { id: 't2', town: 'Downtown', colour: 'blue', good: { id: 'g1' } },
];

const texts = subgraph(
  `
  type Query { shops: [Shop!]! shop: Shop! market: Market! stalls: [Stall!]! }
  type Shop @key(fields: "id") @context(name: "shop") { id: ID! locale: String! vat: Int currency: Currency! shelf: [Item!]! best: Item crates: [[Item]]! nested: [Aisle!]! }
  type Currency { code: String! }
  type Aisle { items: [Item!]! }
  type Market @key(fields: "id") @context(name: "place") { id: ID! city: String! stand: Stall! stands: [Stall!]! }
  type Stall @key(fields: "id") @context(name: "place") @context(name: "stall") { id: ID! town: String! colour: String! good: Good! }
  type Item @key(fields: "id") {
    id: ID!
    label(locale: String @fromContext(field: "$shop { locale }")): String!
    price(currency: String @fromContext(field: "$shop { currency { code } }"), digits: Int = 1): String!
    tax(vat: Int @fromContext(field: "$shop { vat }")): String!
    plain: String!
    twin: Item
  }
  type Good @key(fields: "id") {
    id: ID!
    where(place: String @fromContext(field: "$place ... on Market { city } ... on Stall { town }")): String!
    both(place: String @fromContext(field: "$place ... on Market { city } ... on Stall { town }"), colour: String @fromContext(field: "$stall { colour }")): String!
  }
`,
  {
    Query: {
      shops: () => [SHOPS[0], SHOPS[1]],
      shop: () => SHOPS[0],
      market: () => ({ id: 'm', city: 'Metropolis', stand: STALLS[0], stands: STALLS }),
      stalls: () => STALLS,
    },
    Item: {
      label: ({ id }: { id: string }, { locale }: { locale?: string }) => `${id} in ${locale}`,
      price: ({ id }: { id: string }, { currency, digits }: { currency?: string; digits: number }) =>
        `${id} ${currency} ${digits}`,
      tax: ({ id }: { id: string }, { vat }: { vat?: number | null }) =>
        `${id} ${vat === undefined ? 'nothing' : vat}`,
      plain: ({ id }: { id: string }) => `plain ${id}`,
      twin: ({ id }: { id: string }) => (id === 'i1' ? { id: 'i9' } : null),
    },
    Good: {
      where: ({ id }: { id: string }, { place }: { place?: string }) => `${id} at ${place}`,
      both: ({ id }: { id: string }, { place, colour }: { place?: string; colour?: string }) =>
        `${id} at ${place} under ${colour}`,
    },
  },
);
const stock = subgraph(
  'type Item @key(fields: "id") { id: ID! stock: Int! } type Shop @key(fields: "id") { id: ID! open: Boolean! }',
  { Item: { stock: ({ id }: { id: string }) => Number(id.slice(1)) }, Shop: { open: () => true } },
);

/** Arguments that take their values from objects above. */
export const context = defineBehaviour({
  title: '@context and @fromContext',
  apolloGateway: 'it refuses supergraphs with contexts',
  subgraphs: { texts, stock },
  cases: [
    {
      title: 'give the value of the object above to the field below',
      query: '{ shop { best { label } } }',
      data: { shop: { best: { label: 'i1 in de' } } },
    },
    {
      title: 'leave fields without such arguments alone',
      query: '{ shop { best { plain stock } open } }',
      data: { shop: { best: { plain: 'plain i1', stock: 1 }, open: true } },
    },
    {
      title: 'give each item of a list the value of its own object, though the item is the same',
      query: '{ shops { locale shelf { label } } }',
      data: {
        shops: [
          { locale: 'de', shelf: [{ label: 'i1 in de' }, { label: 'i2 in de' }] },
          { locale: 'fr', shelf: [{ label: 'i1 in fr' }] },
        ],
      },
    },
    {
      title: 'give values of nested objects, beside an argument of the client',
      query: 'query ($d: Int) { shops { shelf { price(digits: $d) standard: price } } }',
      variables: { d: 3 },
      data: {
        shops: [
          {
            shelf: [
              { price: 'i1 EUR 3', standard: 'i1 EUR 1' },
              { price: 'i2 EUR 3', standard: 'i2 EUR 1' },
            ],
          },
          { shelf: [{ price: 'i1 CHF 3', standard: 'i1 CHF 1' }] },
        ],
      },
    },
    {
      title: 'give null where the value is null',
      query: '{ shops { shelf { tax } } }',
      data: { shops: [{ shelf: [{ tax: 'i1 19' }, { tax: 'i2 19' }] }, { shelf: [{ tax: 'i1 null' }] }] },
    },
    {
      title: 'reach down through lists of lists and objects in between',
      query: '{ shops { crates { label } nested { items { label plain } } } }',
      data: {
        shops: [
          {
            crates: [[{ label: 'i1 in de' }, null], [], [{ label: 'i3 in de' }]],
            nested: [{ items: [{ label: 'i1 in de', plain: 'plain i1' }] }, { items: [] }],
          },
          {
            crates: [],
            nested: [
              {
                items: [
                  { label: 'i2 in fr', plain: 'plain i2' },
                  { label: 'i1 in fr', plain: 'plain i1' },
                ],
              },
            ],
          },
        ],
      },
    },
    {
      title: 'reach down through an entity that has such fields itself',
      query: '{ shop { shelf { twin { label } label } } }',
      data: {
        shop: {
          shelf: [
            { twin: { label: 'i9 in de' }, label: 'i1 in de' },
            { twin: null, label: 'i2 in de' },
          ],
        },
      },
    },
    {
      title: 'give several values to one object, under aliases of the client',
      query: '{ s: shops { locale: id currency { c: code } b: best { l: label p: price stock } } }',
      data: {
        s: [
          { locale: 's1', currency: { c: 'EUR' }, b: { l: 'i1 in de', p: 'i1 EUR 1', stock: 1 } },
          { locale: 's2', currency: { c: 'CHF' }, b: null },
        ],
      },
    },
    {
      title: 'take the nearest of the types that set the context',
      query: '{ market { stand { good { where } } stands { good { where } } } }',
      data: {
        market: {
          stand: { good: { where: 'g1 at Uptown' } },
          stands: [{ good: { where: 'g1 at Uptown' } }, { good: { where: 'g1 at Downtown' } }],
        },
      },
    },
    {
      title: 'give the values of two contexts to one field',
      query: '{ stalls { good { both where id } } }',
      data: {
        stalls: [
          { good: { both: 'g1 at Uptown under red', where: 'g1 at Uptown', id: 'g1' } },
          { good: { both: 'g1 at Downtown under blue', where: 'g1 at Downtown', id: 'g1' } },
        ],
      },
    },
    {
      title: 'do not let clients set the argument',
      query: '{ shop { best { label(locale: "en") } } }',
      errors: [{ message: /locale/ }],
    },
    {
      title: 'hide the argument from introspection',
      anyOrder: true,
      query: '{ __type(name: "Item") { fields { name args { name } } } }',
      data: {
        __type: {
          fields: [
            { name: 'id', args: [] },
            { name: 'label', args: [] },
            { name: 'price', args: [{ name: 'digits' }] },
            { name: 'tax', args: [] },
            { name: 'plain', args: [] },
            { name: 'twin', args: [] },
            { name: 'stock', args: [] },
          ],
        },
      },
    },
  ],
});
