import { defineBehaviour } from '../harness/behaviour.js';
import { subgraph } from '../harness/subgraph.js';

const ITEMS = [
  { id: '1', sku: 's-1', upc: 'u-1', name: 'Pen', weight: 3 },
  { id: '2', sku: 's-2', upc: 'u-2', name: 'Ink', weight: 5 },
  { id: '3', sku: 's-3', upc: 'u-3', name: 'Cap', weight: 8 },
];
type Item = (typeof ITEMS)[number];

/** Finds an item by whichever single key the representation has. */
const byKey =
  (...keys: (keyof Item)[]) =>
  async (reference: Partial<Item>) =>
    ITEMS.find((item) => keys.some((key) => reference[key] === item[key])) ?? null;

const ids = subgraph(
  'type Query { items: [Item!]! } type Item @key(fields: "id") { id: ID! name: String! }',
  { Query: { items: () => ITEMS }, Item: { __resolveReference: byKey('id') } },
);
const skus = subgraph('type Item @key(fields: "id") @key(fields: "sku") { id: ID! sku: String! }', {
  Item: { __resolveReference: byKey('id', 'sku') },
});
const upcs = subgraph('type Item @key(fields: "sku") @key(fields: "upc") { sku: String! upc: String! }', {
  Item: { __resolveReference: byKey('sku', 'upc') },
});
const weights = subgraph(
  'type Query { heaviest: Item } type Item @key(fields: "upc") { upc: String! weight: Int! }',
  { Query: { heaviest: () => ITEMS[2] }, Item: { __resolveReference: byKey('upc') } },
);

/** Subgraphs that share no key and are joined through others. */
export const keyChains = defineBehaviour({
  title: 'a chain of keys',
  subgraphs: { ids, skus, upcs, weights },
  cases: [
    {
      title: 'leads from the first key to the last through the subgraphs in between',
      query: '{ items { name weight } }',
      data: {
        items: [
          { name: 'Pen', weight: 3 },
          { name: 'Ink', weight: 5 },
          { name: 'Cap', weight: 8 },
        ],
      },
      requests: { ids: 1, skus: 1, upcs: 1, weights: 1 },
      representations: { skus: 3, upcs: 3, weights: 3 },
    },
    {
      title: 'leads back from the last key to the first',
      query: '{ heaviest { weight name } }',
      data: { heaviest: { weight: 8, name: 'Cap' } },
      requests: { ids: 1, skus: 1, upcs: 1, weights: 1 },
    },
    {
      title: 'goes only as far as it must',
      query: '{ items { sku } }',
      data: { items: [{ sku: 's-1' }, { sku: 's-2' }, { sku: 's-3' }] },
      requests: { ids: 1, skus: 1, upcs: 0, weights: 0 },
    },
    {
      title: 'gives what is asked for on the way as well',
      query: '{ items { weight upc id sku name } heaviest { id upc } }',
      data: {
        items: [
          { weight: 3, upc: 'u-1', id: '1', sku: 's-1', name: 'Pen' },
          { weight: 5, upc: 'u-2', id: '2', sku: 's-2', name: 'Ink' },
          { weight: 8, upc: 'u-3', id: '3', sku: 's-3', name: 'Cap' },
        ],
        heaviest: { id: '3', upc: 'u-3' },
      },
    },
    {
      title: 'is not confused by aliases that are called like the keys',
      query: '{ items { sku: name id: weight } }',
      apolloGateway:
        'its planner lets the alias take the place of the key in the answer of the first subgraph',
      data: {
        items: [
          { sku: 'Pen', id: 3 },
          { sku: 'Ink', id: 5 },
          { sku: 'Cap', id: 8 },
        ],
      },
    },
  ],
});
