import { defineBehaviour } from '../harness/behaviour.js';
import { subgraph } from '../harness/subgraph.js';

const old = subgraph(
  `
  type Query { films: [Film!]! greeting: String! }
  type Film @key(fields: "id") { id: ID! title: String! year: Int! rating: String! share: String! full: String! @requires(fields: "extra") extra: String! @external }
`,
  {
    Query: { films: () => [{ id: '1' }, { id: '2' }], greeting: () => 'old hello' },
    Film: {
      title: () => 'old title',
      year: () => 1900,
      rating: () => 'old rating',
      share: () => 'old share',
      full: ({ extra }: { extra: string }) => `old ${extra}`,
    },
  },
);
const fresh = subgraph(
  `
  type Query { newest: Film greeting: String! @override(from: "old") }
  type Film @key(fields: "id") {
    id: ID!
    title: String! @override(from: "old")
    extra: String!
    rating: String! @override(from: "old", label: "percent(0)")
    share: String! @override(from: "old", label: "percent(100)")
    ghost: String! @override(from: "nobody")
  }
`,
  {
    Query: { newest: () => ({ id: '3' }), greeting: () => 'new hello' },
    Film: {
      title: () => 'new title',
      extra: () => 'extra',
      rating: () => 'new rating',
      share: () => 'new share',
      ghost: () => 'ghost',
    },
  },
);

/** Fields that have moved from one subgraph to another. */
export const override = defineBehaviour({
  title: '@override',
  subgraphs: { old, fresh },
  cases: [
    {
      title: 'takes the field from the new subgraph, though the old one is asked anyway',
      query: '{ films { title year } }',
      data: {
        films: [
          { title: 'new title', year: 1900 },
          { title: 'new title', year: 1900 },
        ],
      },
    },
    {
      title: 'moves root fields',
      query: '{ greeting }',
      data: { greeting: 'new hello' },
      requests: { old: 0, fresh: 1 },
    },
    {
      title: 'needs no request to the old subgraph where the new one began',
      query: '{ newest { title } }',
      data: { newest: { title: 'new title' } },
      requests: { old: 0, fresh: 1 },
    },
    {
      title: 'serves fields that are required in the old subgraph',
      query: '{ films { full title } }',
      data: {
        films: [
          { full: 'old extra', title: 'new title' },
          { full: 'old extra', title: 'new title' },
        ],
      },
    },
    {
      title: 'with zero percent leaves the field where it was',
      query: '{ films { rating } newest { rating } }',
      data: { films: [{ rating: 'old rating' }, { rating: 'old rating' }], newest: { rating: 'old rating' } },
    },
    {
      title: 'with a hundred percent moves it',
      query: '{ newest { share } films { share } }',
      apolloGateway: 'it knows no labels and leaves the field where it was',
      data: { newest: { share: 'new share' }, films: [{ share: 'new share' }, { share: 'new share' }] },
    },
    {
      title: 'from a subgraph that does not exist changes nothing',
      query: '{ newest { ghost } }',
      data: { newest: { ghost: 'ghost' } },
    },
  ],
});
