import { defineBehaviour } from '../harness/behaviour.js';
import { subgraph } from '../harness/subgraph.js';

const texts = subgraph(
  `
  type Query { pages: [Page!]! }
  type Page @key(fields: "id") {
    id: ID! body: Body @shareable sections: [Section!]! @shareable grid: [[Cell!]!]! @shareable
  }
  type Body { text: String! style: Style @shareable }
  type Style { font: String! inner: Inner @shareable }
  type Inner { a: Int! }
  type Section { heading: String! part: Part @shareable }
  type Part { text: String! }
  type Cell { text: String! }
`,
  {
    Query: { pages: () => ['1', '2', '3'].map((id) => ({ id })) },
    Page: {
      body: ({ id }: { id: string }) =>
        id === '3' ? null : { text: `Text ${id}`, style: { font: 'serif', inner: { a: 1 } } },
      sections: ({ id }: { id: string }) =>
        id === '2'
          ? []
          : [1, 2].map((n) => ({ heading: `${id}.${n}`, part: n === 2 ? null : { text: 'p' } })),
      grid: () => [[{ text: 'a' }, { text: 'b' }], [], [{ text: 'c' }]],
    },
  },
);
const looks = subgraph(
  `
  type Page @key(fields: "id") {
    id: ID! body: Body @shareable sections: [Section!]! @shareable grid: [[Cell!]!]! @shareable
  }
  type Body { length: Int! style: Style @shareable }
  type Style { size: Int! inner: Inner @shareable }
  type Inner { b: Int! }
  type Section { colour: String! part: Part @shareable }
  type Part { bold: Boolean! }
  type Cell { colour: String! }
`,
  {
    Page: {
      body: ({ id }: { id: string }) =>
        id === '3' ? null : { length: 6, style: { size: 12, inner: { b: 2 } } },
      sections: ({ id }: { id: string }) =>
        id === '2' ? [] : [1, 2].map((n) => ({ colour: `c${n}`, part: n === 2 ? null : { bold: true } })),
      grid: () => [[{ colour: 'A' }, { colour: 'B' }], [], [{ colour: 'C' }]],
    },
  },
);

/** Objects without a key below an entity, whose fields are in different subgraphs. */
export const splitObjects = defineBehaviour({
  title: 'an object without a key that is split over subgraphs',
  subgraphs: { texts, looks },
  cases: [
    {
      title: 'is merged on every level, and null where both say null',
      query: '{ pages { body { text length style { font size inner { a b } } } } }',
      data: {
        pages: [
          { body: { text: 'Text 1', length: 6, style: { font: 'serif', size: 12, inner: { a: 1, b: 2 } } } },
          { body: { text: 'Text 2', length: 6, style: { font: 'serif', size: 12, inner: { a: 1, b: 2 } } } },
          { body: null },
        ],
      },
      requests: { texts: 1, looks: 1 },
    },
    {
      title: 'is merged item by item in lists, empty ones and null items included',
      query: '{ pages { sections { colour heading part { bold text } } } }',
      data: {
        pages: [
          {
            sections: [
              { colour: 'c1', heading: '1.1', part: { bold: true, text: 'p' } },
              { colour: 'c2', heading: '1.2', part: null },
            ],
          },
          { sections: [] },
          {
            sections: [
              { colour: 'c1', heading: '3.1', part: { bold: true, text: 'p' } },
              { colour: 'c2', heading: '3.2', part: null },
            ],
          },
        ],
      },
    },
    {
      title: 'is merged in lists of lists',
      apolloGateway: 'it replaces the inner lists in place of merging their items',
      query: '{ pages { grid { text colour } } }',
      data: {
        pages: [1, 2, 3].map(() => ({
          grid: [
            [
              { text: 'a', colour: 'A' },
              { text: 'b', colour: 'B' },
            ],
            [],
            [{ text: 'c', colour: 'C' }],
          ],
        })),
      },
    },
    {
      title: 'is merged from fields that the operation repeats',
      query:
        '{ pages { body { text } id body { style { size } } ...more } } fragment more on Page { body { length style { font } } }',
      data: {
        pages: [
          { body: { text: 'Text 1', style: { size: 12, font: 'serif' }, length: 6 }, id: '1' },
          { body: { text: 'Text 2', style: { size: 12, font: 'serif' }, length: 6 }, id: '2' },
          { body: null, id: '3' },
        ],
      },
    },
    {
      title: 'is fetched from one subgraph where that knows all that is asked for',
      query: '{ pages { body { length style { inner { b } } } } }',
      data: {
        pages: [
          { body: { length: 6, style: { inner: { b: 2 } } } },
          { body: { length: 6, style: { inner: { b: 2 } } } },
          { body: null },
        ],
      },
      requests: { texts: 1, looks: 1 },
    },
  ],
});
