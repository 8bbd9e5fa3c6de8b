/** Who may import whom; the reasons are in docs/architecture.md. */
const LAYERS = '^subgraphs/([^/]+)/src';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'router-knows-no-shop',
      comment: 'The router works for any supergraph: it reads the SDL as data.',
      severity: 'error',
      from: { path: '^router/' },
      to: { path: '^(subgraphs/|packages/(stack|subgraph-kit|database|messaging|contracts)/|prisma/)' },
    },
    {
      name: 'subgraphs-never-import-each-other',
      comment: 'They meet in the graph and in packages/contracts.',
      severity: 'error',
      from: { path: '^subgraphs/([^/]+)/' },
      to: { path: '^subgraphs/', pathNot: '^subgraphs/$1/' },
    },
    {
      name: 'subgraphs-know-neither-router-nor-stack',
      severity: 'error',
      from: { path: '^subgraphs/' },
      to: { path: '^(router|packages/stack)/' },
    },
    {
      name: 'only-the-stack-sees-everything',
      severity: 'error',
      from: { path: '^(packages|router|clients)/', pathNot: '^packages/stack/' },
      to: { path: '^(subgraphs|packages/stack)/' },
    },
    {
      name: 'only-adapters-see-prisma',
      severity: 'error',
      from: { path: LAYERS, pathNot: `${LAYERS}/adapters/` },
      to: { path: '(^subgraphs/[^/]+/src/adapters/generated|node_modules/@prisma)' },
    },
    {
      name: 'domain-is-pure',
      severity: 'error',
      from: { path: `${LAYERS}/domain/`, pathNot: '[.]test[.]ts$' },
      // stemmer: a pure function from a word to its stem.
      to: { pathNot: '^(subgraphs/[^/]+/src/domain/|packages/(money|identity)/|node_modules/stemmer/)' },
    },
    {
      name: 'application-sees-domain-and-ports',
      severity: 'error',
      from: { path: `${LAYERS}/application/`, pathNot: '[.]test[.]ts$' },
      to: { path: `^subgraphs/[^/]+/src/(adapters|resolvers|events|create-service)` },
    },
    {
      name: 'resolvers-see-no-adapters',
      severity: 'error',
      from: { path: `${LAYERS}/(resolvers|events|sagas)/`, pathNot: '[.]test[.]ts$' },
      to: { path: '^subgraphs/[^/]+/src/adapters/' },
    },
    {
      name: 'ports-see-the-domain-only',
      severity: 'error',
      from: { path: `${LAYERS}/ports/` },
      to: { path: '^subgraphs/[^/]+/src/(adapters|application|resolvers|events)' },
    },
    {
      name: 'a-package-is-entered-by-its-door',
      severity: 'error',
      from: { path: '^(packages|subgraphs|clients)/([^/]+)/|^(router)/' },
      to: {
        path: '^(packages|subgraphs|clients|router)/.+/src/',
        pathNot: '(^$1/$2/|^$3/|/src/(testing/)?index[.]ts$)',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'planner-and-plan-are-pure',
      severity: 'error',
      // Planners run in a process and a thread of their own, which these files start and are.
      from: {
        path: '^router/src/(planner|projection|executor|codegen)/',
        pathNot:
          '^router/src/planner/(start-planning-|apollo-planner-worker|rust-planner-process)|[.]test[.]ts$',
      },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'not-to-unresolvable',
      severity: 'error',
      from: {},
      // Types only: the package has no code to resolve.
      to: { couldNotResolve: true, pathNot: '^@graphql-typed-document-node/core$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'import', 'require', 'node', 'default', 'types'],
    },
  },
};
