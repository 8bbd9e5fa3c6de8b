import { describe, expect, it } from 'vitest';
import { readSubgraphReply } from './read-subgraph-reply.js';
import type { SubgraphReply } from './subgraph-transport.js';

const textReply = (text: string, httpStatus = 200, mediaType = 'application/json'): SubgraphReply => ({
  kind: 'text',
  httpStatus,
  mediaType,
  text,
});
const resultReply = (result: unknown, httpStatus = 200): SubgraphReply => ({
  kind: 'result',
  httpStatus,
  result,
});

describe.each([
  ['text', (answer: unknown, status?: number) => textReply(JSON.stringify(answer), status)],
  ['result', resultReply],
])('a reply of kind %s', (_kind, reply) => {
  it('is a response when it has data', () => {
    const answer = { data: { user: { name: 'Ann' } }, extensions: { a: 1 } };
    expect(readSubgraphReply('users', reply(answer))).toEqual({
      ...answer,
      errors: undefined,
      httpStatus: 200,
    });
  });

  it.each([
    [{ data: null, errors: [{ message: 'No.' }] }],
    [{ errors: [{ message: 'No.', path: ['a', 0], extensions: { code: 'X' } }] }],
    [{ data: { a: null }, errors: [{ message: 'No.' }, {}] }],
  ])('brings its errors: %j', (answer) => {
    expect(readSubgraphReply('users', reply(answer))).toMatchObject(answer);
  });

  it('may have null for errors, and extensions that are none', () => {
    const { errors, extensions } = readSubgraphReply(
      'users',
      reply({ data: {}, errors: null, extensions: [] }),
    );
    expect([errors, extensions]).toEqual([undefined, undefined]);
  });

  it.each([
    [null, 'something that is not a JSON object'],
    ['text', 'something that is not a JSON object'],
    [[], 'something that is not a JSON object'],
    [{}, 'neither data nor errors'],
    [{ errors: null }, 'neither data nor errors'],
    [{ data: [] }, 'data that is not an object'],
    [{ data: 'x' }, 'data that is not an object'],
    [{ errors: 'x' }, 'errors that are not a list of objects'],
    [{ data: {}, errors: {} }, 'errors that are not a list of objects'],
    [{ data: {}, errors: ['x'] }, 'errors that are not a list of objects'],
    [{ data: {}, errors: [null] }, 'errors that are not a list of objects'],
  ])('is malformed when it is %j', (answer, what) => {
    expect(() => readSubgraphReply('users', reply(answer))).toThrow(
      expect.objectContaining({
        code: 'SUBREQUEST_MALFORMED_RESPONSE',
        message: `Subgraph "users" answered ${what}.`,
      }),
    );
  });

  it.each([199, 302, 401, 500, 503])(
    'with the HTTP status %i is an error, unless it has GraphQL errors',
    (status) => {
      for (const answer of [{ data: {} }, { data: {}, errors: [] }, null, {}]) {
        expect(() => readSubgraphReply('users', reply(answer, status))).toThrow(
          expect.objectContaining({
            code: 'SUBREQUEST_HTTP_ERROR',
            message: `Subgraph "users" answered with HTTP status ${status}.`,
          }),
        );
      }
      const errors = [{ message: 'Later.' }];
      expect(readSubgraphReply('users', reply({ errors }, status))).toMatchObject({
        httpStatus: status,
        errors,
      });
    },
  );
});

describe('a text', () => {
  it.each(['', '<html>', '{"data":', '{"data":{}}x'])('that is not JSON is malformed: %j', (text) => {
    for (const lossless of [false, true]) {
      expect(() => readSubgraphReply('users', textReply(text), { lossless })).toThrow(
        expect.objectContaining({ code: 'SUBREQUEST_MALFORMED_RESPONSE' }),
      );
    }
    expect(() => readSubgraphReply('users', textReply(text, 502))).toThrow(
      expect.objectContaining({ code: 'SUBREQUEST_HTTP_ERROR' }),
    );
  });

  it.each(['application/json', 'application/graphql-response+json', 'text/plain', ''])(
    'may have the media type %j',
    (mediaType) => {
      expect(readSubgraphReply('users', textReply('{"data":{}}', 200, mediaType)).data).toEqual({});
    },
  );

  it('may begin with a byte order mark', () => {
    expect(readSubgraphReply('users', textReply('\ufeff{"data":{}}')).data).toEqual({});
  });

  it('keeps numbers as they were written if that is asked for', () => {
    const text = '{"data":{"price":1.50,"id":12345678901234567890,"n":1}}';
    expect(JSON.stringify(readSubgraphReply('users', textReply(text), { lossless: true }).data)).toBe(
      '{"price":1.50,"id":12345678901234567890,"n":1}',
    );
    expect(readSubgraphReply('users', textReply(text)).data).toEqual({
      price: 1.5,
      id: 12345678901234567000,
      n: 1,
    });
  });

  it('is malformed when it is nested too deeply to be kept as it is', () => {
    const text = `{"data":${'{"a":'.repeat(100_000)}1.0${'}'.repeat(100_001)}`;
    expect(() => readSubgraphReply('users', textReply(text), { lossless: true })).toThrow(
      expect.objectContaining({
        code: 'SUBREQUEST_MALFORMED_RESPONSE',
        message: 'Subgraph "users" answered JSON that is nested too deeply.',
      }),
    );
    expect(readSubgraphReply('users', textReply(text)).data).toBeTypeOf('object');
  });
});
