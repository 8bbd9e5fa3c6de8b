import type { EngineName } from '../engine/engine-name.js';
import type { SubgraphReply } from '../transport/subgraph-transport.js';
import { createTestRouter } from './test-router.js';

const QUERY = '{ me { id rank } everyone { id } }';

/** What is left of the answer's data when `rank`, the field of `reviews`, has none. */
export const DATA_WITHOUT_REVIEWS = { me: { id: '1', rank: null }, everyone: [{ id: '1' }] };

/**
 * The test router's answer to a query whose entity request the subgraph `reviews` answers so. A failed entity costs its own
 * fields only: the HTTP status is 200 whatever happens, or this throws.
 */
export async function answerWhenReviews(respond: () => SubgraphReply, engine: EngineName): Promise<unknown> {
  const { router, post } = await createTestRouter({
    engine,
    transport: {
      send: async ({ name }) =>
        name === 'reviews'
          ? respond()
          : resultReply({ data: { me: { __typename: 'User', id: '1' }, everyone: [{ id: '1' }] } }),
    },
  });
  try {
    const response = await post(QUERY);
    if (response.status !== 200) throw new Error(`The router answered ${response.status}.`);
    return await response.json();
  } finally {
    await router.close();
  }
}

/** A reply as a transport in the same process gives it. */
export function resultReply(result: Readonly<Record<string, unknown>>): SubgraphReply {
  return { kind: 'result', httpStatus: 200, result };
}
