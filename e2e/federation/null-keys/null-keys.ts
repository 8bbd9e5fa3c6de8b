import { defineBehaviour } from '../harness/behaviour.js';
import { subgraph } from '../harness/subgraph.js';

const shelves = subgraph(
  `
  type Query { shelf: [Book]! boxes: [Box!]! }
  type Book @key(fields: "isbn") @key(fields: "upc") { isbn: String upc: String }
  type Box @key(fields: "place { code }") { place: Place }
  type Place @shareable { code: String }
`,
  {
    Query: {
      shelf: () => [
        { isbn: 'i1', upc: 'u1' },
        { isbn: null, upc: 'u2' },
        null,
        { isbn: 'i3', upc: null },
        { isbn: null, upc: null },
      ],
      boxes: () => [{ place: { code: 'c' } }, { place: { code: null } }, { place: null }],
    },
  },
);
interface BookKey {
  readonly isbn?: string | null;
  readonly upc?: string | null;
}
const titles = subgraph(
  `
  type Book @key(fields: "upc") { upc: String title: String strict: String! }
  type Box @key(fields: "place { code }") { place: Place content: String }
  type Place @shareable { code: String }
`,
  {
    Book: {
      __resolveReference: async ({ upc }: BookKey) => (upc == null ? null : { upc }),
      title: ({ upc }: BookKey) => `title of ${upc}`,
      strict: ({ upc }: BookKey) => `strict ${upc}`,
    },
    Box: {
      __resolveReference: async (key: { place?: { code?: string | null } | null }) =>
        key.place?.code == null ? null : { place: key.place },
      content: ({ place }: { place: { code: string } }) => `content of ${place.code}`,
    },
  },
);

/** Entities whose key is null. */
export const nullKeys = defineBehaviour({
  title: 'an entity whose key is null',
  subgraphs: { shelves, titles },
  cases: [
    {
      title: 'has null fields and costs its neighbours nothing',
      query: '{ shelf { isbn title } }',
      data: {
        shelf: [
          { isbn: 'i1', title: 'title of u1' },
          { isbn: null, title: 'title of u2' },
          null,
          { isbn: 'i3', title: null },
          { isbn: null, title: null },
        ],
      },
    },
    {
      title: 'is null itself, with an error, where one of its fields must not be null',
      query: '{ shelf { strict } }',
      data: { shelf: [{ strict: 'strict u1' }, { strict: 'strict u2' }, null, null, null] },
      errors: [{ path: ['shelf', 3, 'strict'] }, { path: ['shelf', 4, 'strict'] }],
    },
    {
      title: 'has null fields where the null is inside its key, at any depth',
      query: '{ boxes { content place { code } } }',
      data: {
        boxes: [
          { content: 'content of c', place: { code: 'c' } },
          { content: null, place: { code: null } },
          { content: null, place: null },
        ],
      },
    },
  ],
});
