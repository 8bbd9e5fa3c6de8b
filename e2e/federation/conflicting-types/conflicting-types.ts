import { defineBehaviour } from '../harness/behaviour.js';
import { subgraph } from '../harness/subgraph.js';

const shapes = subgraph(
  `
  type Query { shapes: [Shape!]! }
  union Shape = Circle | Square
  type Circle @key(fields: "id") { id: ID! value: String! size: Int! inner: Info! list: [Int!]! }
  type Square @key(fields: "id") { id: ID! value: String size: Int! inner: Info list: [Int]! }
  type Info { id: ID! note: String }
`,
  {
    Query: {
      shapes: () => [
        {
          __typename: 'Circle',
          id: '1',
          value: 'round',
          size: 1,
          inner: { id: 'i1', note: 'n1' },
          list: [1],
        },
        { __typename: 'Square', id: '2', value: null, size: 2, inner: null, list: [null] },
      ],
    },
  },
);
const colours = subgraph(
  `
  type Circle @key(fields: "id") { id: ID! colour: String! deep: Deep! }
  type Square @key(fields: "id") { id: ID! colour: String deep: Deep }
  type Deep { text: String! number: Int! }
`,
  {
    Circle: { colour: () => 'red', deep: () => ({ text: 'c', number: 1 }) },
    Square: { colour: () => null, deep: () => ({ text: 's', number: 2 }) },
  },
);

/** Fields of the same name that one type may leave null and the other not: valid together, as the types never meet. */
export const conflictingTypes = defineBehaviour({
  title: 'a response name whose fields differ in nullability between types',
  subgraphs: { shapes, colours },
  cases: [
    {
      title: 'is refused as it stands, by the rule on overlapping fields',
      query: '{ shapes { ... on Circle { value } ... on Square { value } } }',
      errors: [{ message: /conflict/ }],
    },
    {
      title: 'is answered under aliases, with the key under another name',
      query: '{ shapes { ... on Circle { a: value key: id } ... on Square { b: value key: id } } }',
      data: {
        shapes: [
          { a: 'round', key: '1' },
          { b: null, key: '2' },
        ],
      },
    },
    {
      title: 'is answered where the aliases swap the fields of the types',
      query: '{ shapes { ... on Circle { x: size id } ... on Square { size: size x: size key: id } } }',
      data: {
        shapes: [
          { x: 1, id: '1' },
          { size: 2, x: 2, key: '2' },
        ],
      },
    },
    {
      title: 'is answered for fields of another subgraph under different aliases',
      query:
        '{ shapes { ... on Circle { c: colour d: deep { v: text } } ... on Square { colour deep { v: text } } } }',
      data: {
        shapes: [
          { c: 'red', d: { v: 'c' } },
          { colour: null, deep: { v: 's' } },
        ],
      },
    },
    {
      title: 'is answered where one type has a field from here and the other from there under the same name',
      query:
        '{ shapes { ... on Circle { n: size } ... on Square { n: size } ... on Circle { t: value } ... on Square { t2: colour } } }',
      data: {
        shapes: [
          { n: 1, t: 'round' },
          { n: 2, t2: null },
        ],
      },
    },
  ],
});
