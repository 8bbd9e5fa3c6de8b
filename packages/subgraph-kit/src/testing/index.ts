export { createSubgraphQuery, TEST_IDENTITY_SECRET, testUser } from './query-subgraph.js';
export type { SubgraphQuery } from './query-subgraph.js';
export { createRecordingBus } from './recording-bus.js';
export type { RecordingBus } from './recording-bus.js';
