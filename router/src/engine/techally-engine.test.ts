import { afterAll, describe, expect, it } from 'vitest';
import { composeSupergraph } from '../testing/compose-supergraph.js';
import type { ExecuteOptions } from '../testing/test-engine.js';
import { createTestEngine, textReply } from '../testing/test-engine.js';
import type { SubgraphReply, SubgraphRequest } from '../transport/subgraph-transport.js';
import { SubrequestError } from '../transport/subrequest-error.js';

const SUPERGRAPH = composeSupergraph({
  users: `
    scalar JSON
    type Query { me: User users: [User] f(n: Int, x: String, v: Float): Float json: JSON }
    type Mutation { change: User }
    type Subscription { changed: Int }
    type User @key(fields: "id") { id: ID! name: String }`,
  reviews: 'type User @key(fields: "id") { id: ID! rank: Int bio: String }',
});

type Answer = (request: SubgraphRequest) => SubgraphReply | Promise<SubgraphReply>;

/** How the subgraphs of the engine answer at the moment. */
const answers: { users: Answer; reviews: Answer } = {
  users: () => textReply('{"data":{"me":{"__typename":"User","id":"1","name":"Ann"}}}'),
  reviews: () => textReply('{"data":{"_entities":[{"rank":1}]}}'),
};
const created = createTestEngine({
  supergraphSdl: SUPERGRAPH,
  send: async ({ name }, request) => answers[name === 'users' ? 'users' : 'reviews'](request),
});
afterAll(async () => (await created).engine.close());

const QUERY = '{ me { name rank } }';

/** Executes while subgraphs answer otherwise. */
async function executeWhile(changed: Partial<typeof answers>, query: string, options?: ExecuteOptions) {
  const before = { ...answers };
  Object.assign(answers, changed);
  try {
    return await (await created).execute(query, options);
  } finally {
    Object.assign(answers, before);
  }
}

async function answerWhen(changed: Partial<typeof answers>, query = QUERY, variables = {}) {
  const { json, errors } = await executeWhile(changed, query, { variables });
  return { data: json, errors };
}

const PART = { me: { name: 'Ann', rank: null } };

describe('an operation', () => {
  it('is answered as JSON text', async () => {
    const answer = await (await created).execute(QUERY);
    expect(answer).toMatchObject({ data: '{"me":{"name":"Ann","rank":1}}', isEmpty: false, errors: [] });
  });

  it('whose answer holds nothing is known to be empty', async () => {
    const users: Answer = () => textReply('{"data":{"me":null}}');
    expect(await executeWhile({ users }, '{ me { name } }')).toMatchObject({
      data: '{"me":null}',
      isEmpty: true,
    });
    expect(await executeWhile({ users }, '{ me { name } __typename }')).toMatchObject({ isEmpty: false });
  });

  it('with variables of a wrong type is not executed', async () => {
    expect(await answerWhen({}, 'query ($n: Int) { f(n: $n) }', { n: 'x' })).toEqual({
      data: undefined,
      errors: [expect.objectContaining({ extensions: { code: 'BAD_USER_INPUT' } })],
    });
  });

  it('that cannot be planned is refused without telling why', async () => {
    const { execute, log } = await created;
    const answer = await execute('{ me { nobodyKnowsThis } }');
    expect(answer).toMatchObject({
      data: undefined,
      isEmpty: true,
      errors: [
        { message: 'The operation cannot be planned.', extensions: { code: 'QUERY_PLANNING_FAILED' } },
      ],
    });
    expect(log.join('')).toContain('an operation failed');
  });

  it('that is a subscription is refused', async () => {
    expect(await answerWhen({}, 'subscription { changed }')).toEqual({
      data: undefined,
      errors: [
        { message: 'The operation cannot be planned.', extensions: { code: 'QUERY_PLANNING_FAILED' } },
      ],
    });
  });

  it('sends a variable that is omitted not at all, and null as null', async () => {
    const sent: (string | undefined)[] = [];
    const users: Answer = ({ variables }) => {
      sent.push(variables);
      return textReply('{"data":{"f":1}}');
    };
    const query = 'query ($n: Int, $x: String = "d", $v: Float) { f(n: $n, x: $x, v: $v) }';
    await answerWhen({ users }, query, { v: null });
    await answerWhen({ users }, query, { n: 1, x: null });
    expect(sent.map((text) => JSON.parse(text ?? 'null') as unknown)).toEqual([
      { x: 'd', v: null },
      { n: 1, x: null },
    ]);
  });
});

describe('a subgraph that throws', () => {
  const failed = (message: string, code: string) => ({ message, path: ['me'], extensions: { code } });

  it.each([
    ['an error', new Error('inner workings')],
    ['a text', 'inner workings'],
    ['nothing', undefined],
    ['null', null],
    ['an object', { message: 'inner workings' }],
    ['a symbol', Symbol('inner workings')],
    [
      'an error with strange members',
      Object.assign(new Error('x'), { message: { toString: null }, path: [{}], code: 7 }),
    ],
  ])('%s costs its own fields and does not tell how', async (_what, thrown) => {
    const reviews: Answer = () => {
      // eslint-disable-next-line @typescript-eslint/only-throw-error -- what careless code throws
      throw thrown;
    };
    expect(await answerWhen({ reviews })).toEqual({
      data: PART,
      errors: [failed('Subgraph "reviews" could not be asked.', 'SUBREQUEST_FAILED')],
    });
  });

  it('what it may is quoted', async () => {
    const reviews: Answer = async () => {
      throw new SubrequestError('SUBREQUEST_TIMEOUT', 'Subgraph "reviews" took too long.');
    };
    expect(await answerWhen({ reviews })).toEqual({
      data: PART,
      errors: [failed('Subgraph "reviews" took too long.', 'SUBREQUEST_TIMEOUT')],
    });
  });
});

describe('an error of a subgraph', () => {
  it.each([
    ['without a message', '{}', { message: 'Subgraph "reviews" reported an error without a message.' }],
    [
      'with a message that is no text',
      '{"message":{"a":1}}',
      { message: 'Subgraph "reviews" reported an error without a message.' },
    ],
    [
      'with objects in its path',
      '{"message":"x","path":["_entities",{"a":1},"rank"]}',
      { message: 'x', path: ['me'] },
    ],
    [
      'with a path that is an object',
      '{"message":"x","path":{"0":"_entities"}}',
      { message: 'x', path: ['me'] },
    ],
    [
      'without extensions',
      '{"message":"x","extensions":null}',
      { extensions: { code: 'DOWNSTREAM_SERVICE_ERROR' } },
    ],
    [
      'with extensions that are a list',
      '{"message":"x","extensions":[1]}',
      { extensions: { code: 'DOWNSTREAM_SERVICE_ERROR' } },
    ],
    [
      'with a code that is no text',
      '{"message":"x","extensions":{"code":7}}',
      { extensions: { code: 'DOWNSTREAM_SERVICE_ERROR' } },
    ],
    [
      'with what is not for clients',
      '{"message":"x","locations":[{"line":1,"column":1}],"extensions":{"code":"C","query":"q","stacktrace":["s"],"reason":"r"},"secret":1}',
      { message: 'x', path: ['me'], extensions: { code: 'C', reason: 'r' } },
    ],
    [
      'with `__proto__` in it',
      '{"message":"x","__proto__":{"path":["y"]},"extensions":{"__proto__":{"code":"P"}}}',
      { message: 'x', path: ['me'] },
    ],
  ])('%s is told cleanly', async (_what, error, expected) => {
    const reviews: Answer = () => textReply(`{"data":{"_entities":[{"rank":null}]},"errors":[${error}]}`);
    const { data, errors } = await answerWhen({ reviews });
    expect(data).toEqual(PART);
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatchObject(expected);
    expect(Object.keys(errors[0] ?? {}).sort()).toEqual(['extensions', 'message', 'path']);
  });

  it.each(['7', '"x"', '{}', '[null]', '["x"]'])(
    'list that is %s makes the reply worthless',
    async (errors) => {
      const answer = await answerWhen({
        reviews: () => textReply(`{"data":{"_entities":[{"rank":1}]},"errors":${errors}}`),
      });
      expect(answer.data).toEqual(PART);
      expect(answer.errors).toMatchObject([
        { path: ['me'], extensions: { code: 'SUBREQUEST_MALFORMED_RESPONSE' } },
      ]);
    },
  );

  it('is nothing where the list is null or empty', async () => {
    for (const errors of ['null', '[]']) {
      const reviews: Answer = () => textReply(`{"data":{"_entities":[{"rank":1}]},"errors":${errors}}`);
      expect(await answerWhen({ reviews })).toEqual({ data: { me: { name: 'Ann', rank: 1 } }, errors: [] });
    }
  });
});

describe('a reply', () => {
  it('with keys that look like the engine’s own changes nothing', async () => {
    const looks = '"$":0,"$0":0,"$_0":0,"$m0":{},"$__1":1';
    expect(
      await answerWhen({
        users: () =>
          textReply(`{"data":{${looks},"me":{${looks},"__typename":"User","id":"1","name":"Ann"}}}`),
        reviews: () => textReply(`{"data":{"_entities":[{${looks},"rank":1}],${looks}}}`),
      }),
    ).toEqual({ data: { me: { name: 'Ann', rank: 1 } }, errors: [] });
  });

  it('with `__proto__` where nobody asked for it changes nothing', async () => {
    const proto = '"__proto__":{"id":"9","name":"Eve","rank":9}';
    expect(
      await answerWhen({
        users: () => textReply(`{"data":{${proto},"me":{${proto},"__typename":"User","id":"1"}}}`),
        reviews: () => textReply(`{"data":{"_entities":[{${proto}}]}}`),
      }),
    ).toEqual({ data: { me: { name: null, rank: null } }, errors: [] });
  });

  it('under aliases that objects inherit is found', async () => {
    const { data, errors } = await executeWhile(
      {
        users: () => textReply('{"data":{"__proto__":{"__typename":"User","id":"1","constructor":"Ann"}}}'),
        reviews: () => textReply('{"data":{"_entities":[{"toString":1}]}}'),
      },
      '{ __proto__: me { constructor: name toString: rank } hasOwnProperty: __typename }',
    );
    expect(data).toBe('{"__proto__":{"constructor":"Ann","toString":1},"hasOwnProperty":"Query"}');
    expect(errors).toEqual([]);
  });

  it.each([
    [
      'that is nested too deeply where nobody looks',
      (deep: string) => `{"data":{"_entities":[{"rank":1,"other":${deep}}]}}`,
    ],
    [
      'whose extensions are nested too deeply',
      (deep: string) => `{"data":{"_entities":[{"rank":1}]},"extensions":{"x":${deep}}}`,
    ],
  ])('%s is taken', async (_what, reply) => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    expect(await answerWhen({ reviews: () => textReply(reply(deep)) })).toEqual({
      data: { me: { name: 'Ann', rank: 1 } },
      errors: [],
    });
  });

  it('that is nested too deeply where an entity is expected costs the entity', async () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    for (const text of [`{"data":{"_entities":[${deep}]}}`, `{"data":${deep}}`, deep]) {
      const { data, errors } = await answerWhen({ reviews: () => textReply(text) });
      expect(data).toEqual(PART);
      expect(errors).toMatchObject([{ path: ['me'], extensions: { code: 'SUBREQUEST_MALFORMED_RESPONSE' } }]);
    }
  });

  it('that is no JSON, or of another HTTP status, costs its own fields', async () => {
    for (const [text, status, code] of [
      ['{"data":', 200, 'SUBREQUEST_MALFORMED_RESPONSE'],
      ['', 200, 'SUBREQUEST_MALFORMED_RESPONSE'],
      ['<html>', 502, 'SUBREQUEST_HTTP_ERROR'],
      ['{"data":{"_entities":[{"rank":1}]}}', 500, 'SUBREQUEST_HTTP_ERROR'],
    ] as const) {
      const { data, errors } = await answerWhen({ reviews: () => textReply(text, status) });
      expect(data).toEqual(PART);
      expect(errors).toMatchObject([{ path: ['me'], extensions: { code } }]);
    }
  });
});

describe('a client that has gone', () => {
  /** Which subgraphs are asked, cancellable or not, when the client leaves during the first request. */
  async function askedBy(query: string): Promise<readonly string[]> {
    const controller = new AbortController();
    const asked: string[] = [];
    const note = (name: string, { cancellation }: SubgraphRequest) => {
      asked.push(cancellation === undefined ? name : `${name} cancellable`);
      controller.abort();
    };
    const field = query.startsWith('mutation') ? 'change' : 'me';
    await executeWhile(
      {
        users: (request) => {
          note('users', request);
          return textReply(`{"data":{"${field}":{"__typename":"User","id":"1","name":"Ann"}}}`);
        },
        reviews: (request) => {
          note('reviews', request);
          return textReply('{"data":{"_entities":[{"rank":1}]}}');
        },
      },
      query,
      { signal: controller.signal },
    );
    return asked;
  }

  it('has its query stopped', async () => {
    expect(await askedBy('{ me { name rank } }')).toEqual(['users cancellable']);
  });

  it('has its mutation finished', async () => {
    expect(await askedBy('mutation { change { name rank } }')).toEqual(['users', 'reviews']);
  });
});
