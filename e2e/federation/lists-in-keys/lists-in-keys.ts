import { defineBehaviour } from '../harness/behaviour.js';
import { subgraph } from '../harness/subgraph.js';

interface Team {
  readonly tags: readonly string[];
  readonly members: readonly { readonly id: string; readonly role?: string }[];
}

const TEAMS: readonly (Team & { readonly name: string })[] = [
  { name: 'Blue', tags: ['a', 'b'], members: [{ id: '1', role: 'lead' }, { id: '2' }] },
  { name: 'Red', tags: ['b', 'a'], members: [{ id: '2' }, { id: '1' }] },
  { name: 'None', tags: [], members: [] },
  { name: 'Blue again', tags: ['a', 'b'], members: [{ id: '1', role: 'other' }, { id: '2' }] },
];

const teams = subgraph(
  `
  type Query { teams: [Team!]! }
  type Team @key(fields: "tags members { id }") { name: String! tags: [String!]! members: [Member!]! }
  type Member { id: ID! @shareable role: String }
`,
  { Query: { teams: () => TEAMS } },
);
const scores = subgraph(
  `
  type Team @key(fields: "tags members { id }") { tags: [String!]! members: [Member!]! score: String! }
  type Member { id: ID! @shareable }
`,
  {
    Team: {
      score: ({ tags, members }: Team) =>
        `${tags.join('+')}=${members.map((member) => Object.values(member).join()).join('+')}`,
    },
  },
);

/** Keys that hold lists, of leaves and of objects. */
export const listsInKeys = defineBehaviour({
  title: 'a key that holds lists',
  subgraphs: { teams, scores },
  cases: [
    {
      title: 'is sent with its items in their order, empty lists included',
      query: '{ teams { name score } }',
      data: {
        teams: [
          { name: 'Blue', score: 'a+b=1+2' },
          { name: 'Red', score: 'b+a=2+1' },
          { name: 'None', score: '=' },
          { name: 'Blue again', score: 'a+b=1+2' },
        ],
      },
      requests: { scores: 1 },
    },
    {
      title: 'is one entity where the whole lists are equal, and another where their order differs',
      query: '{ teams { score members { role } } }',
      data: {
        teams: [
          { score: 'a+b=1+2', members: [{ role: 'lead' }, { role: null }] },
          { score: 'b+a=2+1', members: [{ role: null }, { role: null }] },
          { score: '=', members: [] },
          { score: 'a+b=1+2', members: [{ role: 'other' }, { role: null }] },
        ],
      },
      representations: { scores: 3 },
    },
  ],
});
