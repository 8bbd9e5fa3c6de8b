import { describe, expect, it } from 'vitest';
import { answerWhenReviews, DATA_WITHOUT_REVIEWS, resultReply } from '../testing/answer-when-reviews.js';
import type { SubgraphReply } from '../transport/subgraph-transport.js';
import { SubrequestError } from '../transport/subrequest-error.js';

const ask = (respond: () => SubgraphReply) => answerWhenReviews(respond, 'apollo-gateway');

describe('a subgraph', () => {
  it.each([
    ['no entity list', { data: {} }],
    ['entities that are no list', { data: { _entities: {} } }],
    ['too few entities', { data: { _entities: [] } }],
    ['too many entities', { data: { _entities: [{ rank: 1 }, { rank: 2 }] } }],
  ])('that answers %s costs its own fields, with an error that names it', async (_what, response) => {
    expect(await ask(() => resultReply(response))).toEqual({
      data: DATA_WITHOUT_REVIEWS,
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
    expect(await ask(refuse)).toEqual({
      data: DATA_WITHOUT_REVIEWS,
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
    expect(await ask(explode)).toEqual({
      data: DATA_WITHOUT_REVIEWS,
      errors: [
        { message: 'Subgraph "reviews" could not be asked.', extensions: { code: 'SUBREQUEST_FAILED' } },
      ],
    });
  });

  it('that answers errors in place of the entity list is quoted, nothing more', async () => {
    const response = { data: { _entities: null }, errors: [{ message: 'Not today.', path: ['_entities'] }] };
    expect(await ask(() => resultReply(response))).toMatchObject({
      data: DATA_WITHOUT_REVIEWS,
      errors: [{ message: 'Not today.' }],
    });
  });
});
