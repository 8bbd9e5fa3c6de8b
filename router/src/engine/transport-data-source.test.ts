import { describe, expect, it } from 'vitest';
import { createTestRouter } from '../testing/test-router.js';
import type { SubgraphReply } from '../transport/subgraph-transport.js';
import { SubrequestError } from '../transport/subrequest-error.js';

const QUERY = '{ me { id rank } everyone { id } }';

/** The answer to QUERY when the subgraph `reviews` answers the entity request so. */
async function answerWhenReviews(respond: () => SubgraphReply): Promise<unknown> {
  const { router, post } = await createTestRouter({
    engine: 'apollo-gateway',
    transport: {
      send: async ({ name }) =>
        name === 'reviews'
          ? respond()
          : answered({ data: { me: { __typename: 'User', id: '1' }, everyone: [{ id: '1' }] } }),
    },
  });
  const response = await post(QUERY);
  expect(response.status).toBe(200);
  const answer: unknown = await response.json();
  await router.close();
  return answer;
}

const data = { me: { id: '1', rank: null }, everyone: [{ id: '1' }] };
const answered = (result: Record<string, unknown>): SubgraphReply => ({
  kind: 'result',
  httpStatus: 200,
  result,
});

describe('a subgraph', () => {
  it.each([
    ['no entity list', { data: {} }],
    ['entities that are no list', { data: { _entities: {} } }],
    ['too few entities', { data: { _entities: [] } }],
    ['too many entities', { data: { _entities: [{ rank: 1 }, { rank: 2 }] } }],
  ])('that answers %s costs its own fields, with an error that names it', async (_what, response) => {
    expect(await answerWhenReviews(() => answered(response))).toEqual({
      data,
      errors: [
        {
          message: 'Subgraph "reviews" did not answer one entity for each of 1 representations.',
          extensions: { code: 'SUBREQUEST_MALFORMED_RESPONSE' },
        },
      ],
    });
  });

  it('that cannot be reached costs its own fields, with an error that names it', async () => {
    const refuse = () => {
      throw new SubrequestError('SUBREQUEST_HTTP_ERROR', 'Subgraph "reviews" could not be reached.');
    };
    expect(await answerWhenReviews(refuse)).toEqual({
      data,
      errors: [
        {
          message: 'Subgraph "reviews" could not be reached.',
          extensions: { code: 'SUBREQUEST_HTTP_ERROR' },
        },
      ],
    });
  });

  it('whose transport breaks does not tell how', async () => {
    const explode = () => {
      throw new Error('inner workings');
    };
    expect(await answerWhenReviews(explode)).toEqual({
      data,
      errors: [
        { message: 'Subgraph "reviews" could not be asked.', extensions: { code: 'SUBREQUEST_FAILED' } },
      ],
    });
  });

  it('that answers errors in place of the entity list is quoted, nothing more', async () => {
    const response = { data: { _entities: null }, errors: [{ message: 'Not today.', path: ['_entities'] }] };
    expect(await answerWhenReviews(() => answered(response))).toMatchObject({
      data,
      errors: [{ message: 'Not today.' }],
    });
  });
});
