import { defineBehaviour } from '../harness/behaviour.js';
import { subgraph } from '../harness/subgraph.js';

const shown = { __typename: 'Shown', id: 's' };
const hidden = { __typename: 'Hidden', id: 'h' };

const only = subgraph(
  `
  type Query { one: Node list: [Node]! strict: [Node!] union: Thing unions: [Thing] }
  interface Node { id: ID! }
  type Shown implements Node { id: ID! }
  type Hidden implements Node @inaccessible { id: ID! }
  union Thing = Shown | Hidden
`,
  {
    Query: {
      one: () => hidden,
      list: () => [shown, hidden, null],
      strict: () => [shown, hidden],
      union: () => hidden,
      unions: () => [hidden, shown],
    },
  },
);

/** Objects of a type that clients must not know are there. */
export const hiddenTypesInAnswers = defineBehaviour({
  title: 'an object whose type is @inaccessible',
  subgraphs: { only },
  cases: [
    {
      title: 'is null, with an error, where an interface is asked for',
      query: '{ one { id } }',
      data: { one: null },
      errors: [{ path: ['one'] }],
    },
    {
      title: 'is null in a list of an interface, with an error at its position',
      query: '{ list { id __typename } }',
      data: { list: [{ id: 's', __typename: 'Shown' }, null, null] },
      errors: [{ path: ['list', 1] }],
    },
    {
      title: 'takes the list with it where items cannot be null',
      query: '{ strict { __typename } }',
      data: { strict: null },
      errors: [{ path: ['strict', 1] }],
    },
    {
      title: 'is null, with an error, where a union is asked for',
      query: '{ union { __typename } unions { ... on Shown { id } } }',
      data: { union: null, unions: [null, { id: 's' }] },
      errors: [{ path: ['union'] }, { path: ['unions', 0] }],
    },
  ],
});
