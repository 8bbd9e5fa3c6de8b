import { defineBehaviour } from '../harness/behaviour.js';
import { subgraph } from '../harness/subgraph.js';

const a = subgraph(
  `
  type Query { feed: [Post!]! }
  type Post @key(fields: "id") {
    id: ID! byNovice: Boolean! @external
    byExpert: Boolean! @requires(fields: "byNovice")
    seed: Int!
    final: String! @requires(fields: "middle { value }")
    middle: Middle @external
  }
  type Middle @external { value: Int! }
`,
  {
    Query: { feed: () => [{ id: '1' }, { id: '2' }] },
    Post: {
      __resolveReference: async (reference: object) => reference,
      byExpert: ({ byNovice }: { byNovice: boolean }) => !byNovice,
      seed: ({ id }: { id: string }) => Number(id),
      final: ({ middle }: { middle: { value: number } }) => `final ${middle.value}`,
    },
  },
);
const b = subgraph(
  `
  type Post @key(fields: "id") {
    id: ID! author: Author! seed: Int! @external
    byNovice: Boolean! @requires(fields: "author { years }")
    middle: Middle @requires(fields: "seed")
  }
  type Author @key(fields: "id") { id: ID! years: Int! @external name: String! @external label: String! @requires(fields: "name years") }
  type Middle { value: Int! }
`,
  {
    Post: {
      author: ({ id }: { id: string }) => ({ id: `a${id}` }),
      byNovice: ({ author }: { author: { years: number } }) => author.years < 5,
      middle: ({ seed }: { seed: number }) => ({ value: seed * 100 }),
    },
    Author: { label: ({ name, years }: { name: string; years: number }) => `${name} (${years})` },
  },
);
const c = subgraph('type Author @key(fields: "id") { id: ID! years: Int! name: String! }', {
  Author: {
    years: ({ id }: { id: string }) => (id === 'a1' ? 1 : 10),
    name: ({ id }: { id: string }) => `Author ${id}`,
  },
});

/** Required fields that lead back to the subgraph that requires them, and through other entities. */
export const requiresCircles = defineBehaviour({
  title: '@requires in a circle',
  subgraphs: { a, b, c },
  cases: [
    {
      title: 'leads from the first subgraph to the second and back',
      query: '{ feed { final } }',
      data: { feed: [{ final: 'final 100' }, { final: 'final 200' }] },
      representations: { b: 2 },
    },
    {
      title: 'leads through an entity whose field is in a third subgraph',
      query: '{ feed { byNovice } }',
      data: { feed: [{ byNovice: true }, { byNovice: false }] },
    },
    {
      title: 'leads through both, and back to the first',
      query: '{ feed { byExpert id } }',
      data: {
        feed: [
          { byExpert: false, id: '1' },
          { byExpert: true, id: '2' },
        ],
      },
    },
    {
      title: 'gives everything at once, with the entity that it led through',
      query: '{ feed { author { label years } final byExpert byNovice seed middle { value } } }',
      data: {
        feed: [
          {
            author: { label: 'Author a1 (1)', years: 1 },
            final: 'final 100',
            byExpert: false,
            byNovice: true,
            seed: 1,
            middle: { value: 100 },
          },
          {
            author: { label: 'Author a2 (10)', years: 10 },
            final: 'final 200',
            byExpert: true,
            byNovice: false,
            seed: 2,
            middle: { value: 200 },
          },
        ],
      },
    },
  ],
});
