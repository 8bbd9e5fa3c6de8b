export { createSubgraphQuery, TEST_IDENTITY_SECRET, testUser } from './query-subgraph.js';
export type { SubgraphQuery } from './query-subgraph.js';
export { createRecordingBus } from './recording-bus.js';
export type { RecordingBus } from './recording-bus.js';
export { deviations, rootFields } from './access-of-fields.js';
export type { AccessTable } from './access-of-fields.js';
export { startTestService } from './start-test-service.js';
export type { TestService } from './start-test-service.js';
