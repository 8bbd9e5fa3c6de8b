import { describe, expect, it } from 'vitest';
import { answerWhenReviews, DATA_WITHOUT_REVIEWS, resultReply } from '../testing/answer-when-reviews.js';
import type { SubgraphReply } from '../transport/subgraph-transport.js';
import { SubrequestError } from '../transport/subrequest-error.js';

const ask = (respond: () => SubgraphReply) => answerWhenReviews(respond, 'techally');
const failed = (message: string, code: string) => ({
  data: DATA_WITHOUT_REVIEWS,
  errors: [{ message, path: ['me'], extensions: { code } }],
});

describe('a subgraph', () => {
  it.each([
    ['no entity list', { data: {} }, 'answered no entities'],
    [
      'entities that are no list',
      { data: { _entities: {} } },
      'did not answer one entity for each of 1 representations',
    ],
    [
      'too few entities',
      { data: { _entities: [] } },
      'did not answer one entity for each of 1 representations',
    ],
    [
      'too many entities',
      { data: { _entities: [{ rank: 1 }, { rank: 2 }] } },
      'did not answer one entity for each of 1 representations',
    ],
    ['an entity that is none', { data: { _entities: ['x'] } }, 'answered an entity that is no object'],
  ])('that answers %s costs its own fields, with an error that names it', async (_what, response, told) => {
    expect(await ask(() => resultReply(response))).toEqual(
      failed(`Subgraph "reviews" ${told}.`, 'SUBREQUEST_MALFORMED_RESPONSE'),
    );
  });

  it('that cannot be reached costs its own fields, with an error that names it', async () => {
    const refuse = () => {
      throw new SubrequestError('SUBREQUEST_HTTP_ERROR', 'Subgraph "reviews" could not be reached.');
    };
    expect(await ask(refuse)).toEqual(
      failed('Subgraph "reviews" could not be reached.', 'SUBREQUEST_HTTP_ERROR'),
    );
  });

  it('whose transport breaks does not tell how', async () => {
    const explode = () => {
      throw new Error('inner workings');
    };
    expect(await ask(explode)).toEqual(failed('Subgraph "reviews" could not be asked.', 'SUBREQUEST_FAILED'));
  });

  it('that answers errors in place of the entity list is quoted, nothing more', async () => {
    const response = { data: { _entities: null }, errors: [{ message: 'Not today.', path: ['_entities'] }] };
    expect(await ask(() => resultReply(response))).toEqual(failed('Not today.', 'DOWNSTREAM_SERVICE_ERROR'));
  });

  it('that does not find the entity costs its own fields without an error', async () => {
    expect(await ask(() => resultReply({ data: { _entities: [null] } }))).toEqual({
      data: DATA_WITHOUT_REVIEWS,
    });
  });
});
