export { composeSupergraph, CompositionError } from './composition/compose-supergraph.js';
export { collectSubgraphs } from './composition/collect-subgraphs.js';
export { prepareDatabases } from './databases/prepare-databases.js';
export { startStack, SUPERGRAPH_FILE } from './start-stack.js';
export type { Stack, StackOptions } from './start-stack.js';
export { seedDemo } from './seed/seed-demo.js';
export { DEMO_ACCOUNTS } from './seed/demo-accounts.js';
