import { defineBehaviour } from '../harness/behaviour.js';
import { subgraph } from '../harness/subgraph.js';

const animals = subgraph(
  `
  type Query { animals: [Animal!]! favourite: Pick picks: [Pick]! }
  interface Animal { id: ID! name: String! }
  type Dog implements Animal @key(fields: "id") { id: ID! name: String! barks: Boolean! }
  type Cat implements Animal @key(fields: "id") { id: ID! name: String! }
  union Pick = Dog | Cat
`,
  {
    Query: {
      animals: () => [
        { __typename: 'Dog', id: 'd', name: 'Rex', barks: true },
        { __typename: 'Cat', id: 'c', name: 'Tom' },
      ],
      favourite: () => ({ __typename: 'Cat', id: 'c', name: 'Tom' }),
      picks: () => [{ __typename: 'Dog', id: 'd', name: 'Rex' }, null],
    },
    Dog: { __resolveReference: async ({ id }: { id: string }) => ({ id, name: `Dog ${id}`, barks: false }) },
    Cat: { __resolveReference: async ({ id }: { id: string }) => ({ id, name: `Cat ${id}` }) },
  },
);
const farms = subgraph(
  `
  type Query { farm: [Animal!]! best: Best }
  interface Animal { id: ID! legs: Int! }
  type Dog implements Animal @key(fields: "id") { id: ID! legs: Int! }
  type Cat implements Animal @key(fields: "id") { id: ID! legs: Int! owner: Owner }
  type Hen implements Animal & Layer { id: ID! @shareable legs: Int! name: String! eggs: Int! }
  interface Layer { eggs: Int! }
  type Owner { name: String! }
  union Best = Hen | Dog
`,
  {
    Query: {
      farm: () => [
        { __typename: 'Hen', id: 'h', legs: 2, name: 'Berta', eggs: 7 },
        { __typename: 'Dog', id: 'd2', legs: 4 },
        { __typename: 'Cat', id: 'c2', legs: 4 },
      ],
      best: () => ({ __typename: 'Hen', id: 'h', legs: 2, name: 'Berta', eggs: 7 }),
    },
    Dog: { legs: () => 4 },
    Cat: { legs: () => 4, owner: ({ id }: { id: string }) => ({ name: `owner of ${id}` }) },
  },
);

/** Interfaces and unions of which each subgraph knows some members and some fields. */
export const splitAbstractTypes = defineBehaviour({
  title: 'an interface or union that is split over subgraphs',
  subgraphs: { animals, farms },
  cases: [
    {
      title: 'gets the fields of the interface that another subgraph has',
      query: '{ animals { name legs } }',
      data: {
        animals: [
          { name: 'Rex', legs: 4 },
          { name: 'Tom', legs: 4 },
        ],
      },
      requests: { animals: 1, farms: 1 },
    },
    {
      title: 'gets them for the members that need them, beside a member that one subgraph knows alone',
      query: '{ farm { __typename name legs } }',
      data: {
        farm: [
          { __typename: 'Hen', name: 'Berta', legs: 2 },
          { __typename: 'Dog', name: 'Dog d2', legs: 4 },
          { __typename: 'Cat', name: 'Cat c2', legs: 4 },
        ],
      },
      requests: { farms: 1, animals: 1 },
      representations: { animals: 2 },
    },
    {
      title:
        'takes a fragment on a type that the subgraph of the field does not know, without sending it there',
      query: '{ animals { id ... on Hen { eggs } ... on Layer { e: eggs } } }',
      data: { animals: [{ id: 'd' }, { id: 'c' }] },
      neverSends: { animals: /Hen|Layer/ },
    },
    {
      title: 'takes a fragment on a member of a union that the subgraph of the field does not know',
      query: '{ favourite { __typename ... on Cat { name owner { name } } ... on Dog { barks } } }',
      data: { favourite: { __typename: 'Cat', name: 'Tom', owner: { name: 'owner of c' } } },
    },
    {
      title: 'takes a fragment on another interface of the members',
      query: '{ best { ... on Layer { eggs } ... on Animal { legs name } } farm { ... on Layer { eggs } } }',
      data: { best: { eggs: 7, legs: 2, name: 'Berta' }, farm: [{ eggs: 7 }, {}, {}] },
    },
    {
      title: 'takes the name of the whole union as a fragment',
      query: '{ picks { ... on Pick { ... on Animal { id name } } } animals { ... on Pick { __typename } } }',
      data: {
        picks: [{ id: 'd', name: 'Rex' }, null],
        animals: [{ __typename: 'Dog' }, { __typename: 'Cat' }],
      },
    },
    {
      title: 'knows all members in introspection',
      anyOrder: true,
      query:
        '{ __type(name: "Animal") { fields { name } possibleTypes { name } } best: __type(name: "Best") { possibleTypes { name } } }',
      data: {
        __type: {
          fields: [{ name: 'id' }, { name: 'name' }, { name: 'legs' }],
          possibleTypes: [{ name: 'Cat' }, { name: 'Dog' }, { name: 'Hen' }],
        },
        best: { possibleTypes: [{ name: 'Hen' }, { name: 'Dog' }] },
      },
    },
  ],
});
