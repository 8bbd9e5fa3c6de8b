import { defineBehaviour } from '../harness/behaviour.js';
import { plainSubgraph, subgraph } from '../harness/subgraph.js';

const one = plainSubgraph(
  `
  extend schema
    @link(url: "https://specs.apollo.dev/link/v1.0")
    @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@tag", "@composeDirective", "@shareable"])
    @link(url: "https://example.org/audit/v1.0", import: ["@audit"])
    @composeDirective(name: "@audit")
  directive @audit(level: Int!) on FIELD_DEFINITION | OBJECT
  directive @private(note: String) on FIELD_DEFINITION

  type Query @tag(name: "root") {
    jobs(first: Int @tag(name: "argument")): [Job!]! @tag(name: "field") @audit(level: 2)
  }
  type Job @key(fields: "id") @tag(name: "object") @audit(level: 1) { id: ID! state: State! @private(note: "here") }
  enum State @tag(name: "enum") { ON @tag(name: "value") OFF }
`,
  {
    Query: {
      jobs: (_: unknown, { first }: { first?: number | null }) =>
        [
          { id: '1', state: 'ON' },
          { id: '2', state: 'OFF' },
        ].slice(0, first ?? 9),
    },
  },
);
const two = subgraph(
  `
  type Job @key(fields: "id") { id: ID! @tag(name: "key") owner: String! @tag(name: "here") @tag(name: "there") }
`,
  { Job: { owner: ({ id }: { id: string }) => `owner ${id}` } },
);

/** Directives that are for tools. */
export const tagsAndOwnDirectives = defineBehaviour({
  title: '@tag, @composeDirective and directives of a subgraph',
  subgraphs: { one, two },
  cases: [
    {
      title: 'have no effect on what an operation answers',
      query: '{ jobs(first: 1) { state owner } all: jobs { id } }',
      data: { jobs: [{ state: 'ON', owner: 'owner 1' }], all: [{ id: '1' }, { id: '2' }] },
    },
    {
      title: 'cannot be used in operations',
      query: '{ jobs { id @audit(level: 1) } }',
      errors: [{ message: /audit/ }],
    },
    {
      title: 'do not show in introspection',
      anyOrder: true,
      query: '{ __schema { directives { name } } }',
      data: {
        __schema: {
          directives: ['include', 'skip', 'deprecated', 'specifiedBy', 'oneOf'].map((name) => ({ name })),
        },
      },
    },
  ],
});
