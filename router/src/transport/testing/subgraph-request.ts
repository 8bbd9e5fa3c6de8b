import type { SubgraphRequest } from '../subgraph-transport.js';

/** A request of which a test names only what it is about. */
export function subgraphRequest(parts: Partial<SubgraphRequest> = {}): SubgraphRequest {
  return {
    operationKind: 'query',
    query: 'query Q($id: ID!) { user(id: $id) { name } }',
    operationName: 'Q',
    variables: '{"id":"1"}',
    headers: { values: { 'x-request-id': 'r1' }, sharingKey: 'nobody' },
    ...parts,
  };
}
