import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SubrequestError } from '../transport/subrequest-error.js';
import type { TestRouter } from '../testing/test-router.js';
import { createTestRouter } from '../testing/test-router.js';

let test: TestRouter;
beforeAll(async () => {
  test = await createTestRouter();
});
afterAll(() => test.router.close());

const SOMEBODY = {
  kind: 'user',
  userId: 'u1',
  email: 'u1@example.com',
  role: 'USER',
  tier: 'STANDARD',
} as const;

const json = async (response: Response) => (await response.json()) as Record<string, unknown>;

describe('an error of a subgraph', () => {
  it('keeps message, path, code and allowed extensions, and loses everything else', async () => {
    expect(await json(await test.post('{ broken(code: "NO_LUCK") }'))).toEqual({
      data: { broken: null },
      errors: [
        {
          message: 'It broke.',
          path: ['broken'],
          extensions: { code: 'NO_LUCK', reason: 'BROKEN_ON_PURPOSE' },
        },
      ],
    });
  });

  it('without a code gets one', async () => {
    const { errors } = await json(await test.post('{ broken }'));
    expect(errors).toMatchObject([{ extensions: { code: 'DOWNSTREAM_SERVICE_ERROR' } }]);
  });

  it('cannot set the status or headers of the answer', async () => {
    const response = await test.post('{ broken(code: "NO_LUCK") }');
    expect(response.status).toBe(200);
    expect(response.headers.get('set-cookie')).toBeNull();
  });

  it('of an entity stands at the path that the client knows', async () => {
    const { errors, data } = await json(await test.post('{ all: everyone { id place: rank(code: "X") } }'));
    expect(errors).toMatchObject([{ path: ['all', 0, 'place'] }, { path: ['all', 1, 'place'] }]);
    expect(data).toEqual({
      all: [
        { id: '1', place: null },
        { id: '2', place: null },
      ],
    });
  });

  it.each(['techally', 'apollo-gateway'] as const)(
    'names its subgraph only to those who may know, with the engine %s',
    async (engine) => {
      const forStaff = await createTestRouter({
        engine,
        errors: { includeServiceName: { scopes: ['support', 'ops'] } },
        resolveApiKey: (key) => ({ ...SOMEBODY, scope: [key] }),
      });
      const told = async (key?: string) => {
        const headers = key === undefined ? undefined : { 'x-api-key': key };
        const { errors } = await json(await forStaff.post('{ broken }', headers));
        return (errors as [{ extensions: object }])[0].extensions;
      };
      expect(await told('ops')).toMatchObject({ serviceName: 'users' });
      expect(await told('sales')).not.toHaveProperty('serviceName');
      expect(await told()).not.toHaveProperty('serviceName');
      await forStaff.router.close();

      const open = await createTestRouter({ engine, errors: { includeServiceName: 'always' } });
      expect((await json(await open.post('{ broken }')))['errors']).toMatchObject([
        { extensions: { serviceName: 'users' } },
      ]);
      await open.router.close();
    },
  );

  it.each(['techally', 'apollo-gateway'] as const)(
    'loses its message where that is set, with the engine %s',
    async (engine) => {
      const { router, post } = await createTestRouter({
        engine,
        errors: {
          subgraphMessages: 'redact',
          allowedExtensions: [],
          subgraphs: { reviews: { subgraphMessages: 'pass', allowedExtensions: ['query'] } },
        },
      });
      expect(await json(await post('{ broken(code: "NO_LUCK") me { rank(code: "X") } }'))).toMatchObject({
        errors: expect.arrayContaining([
          { message: 'A service reported an error.', path: ['broken'], extensions: { code: 'NO_LUCK' } },
          {
            message: 'No rank.',
            path: ['me', 'rank'],
            extensions: { code: 'X', query: 'query of the router' },
          },
        ]) as unknown,
      });
      await router.close();
    },
  );

  it.each(['techally', 'apollo-gateway'] as const)(
    'that cannot be reached names it only where messages pass, with the engine %s',
    async (engine) => {
      const transport = {
        send: () => Promise.reject(new SubrequestError('SUBREQUEST_TIMEOUT', 'Subgraph "users" is slow.')),
      };
      for (const [subgraphMessages, message] of [
        ['pass', 'Subgraph "users" is slow.'],
        ['redact', 'A subgraph did not answer in time.'],
      ] as const) {
        const { router, post } = await createTestRouter({ engine, transport, errors: { subgraphMessages } });
        const { errors } = await json(await post('{ me { id } }'));
        expect(errors).toMatchObject([{ message, extensions: { code: 'SUBREQUEST_TIMEOUT' } }]);
        await router.close();
      }
    },
  );

  it('may not be configured for a subgraph that is not there', async () => {
    await expect(
      createTestRouter({ errors: { subgraphs: { user: { subgraphMessages: 'redact' } } } }),
    ).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringContaining('errors.subgraphs.user') as string,
    });
  });
});

describe('an error of the client', () => {
  it.each([
    ['{ me { id ', 'GRAPHQL_PARSE_FAILED'],
    ['{ me { nope } }', 'GRAPHQL_VALIDATION_FAILED'],
    ['query ($id: ID!) { user(id: $id) { id } }', 'BAD_USER_INPUT'],
    ['query A { me { id } } query B { me { id } }', 'OPERATION_RESOLUTION_FAILURE'],
    ['fragment F on User { id }', 'GRAPHQL_VALIDATION_FAILED'],
  ])('in %s has status 400 and the code %s', async (query, code) => {
    const response = await test.post(query);
    expect(response.status).toBe(400);
    expect(await json(response)).toMatchObject({ errors: [{ extensions: { code } }] });
  });

  it('comes without suggestions when introspection is off', async () => {
    const closed = await createTestRouter({ introspection: false });
    expect(await (await closed.post('{ mee { id } }')).text()).not.toContain('Did you mean');
    expect((await closed.post('{ __schema { types { name } } }')).status).toBe(400);
    await closed.router.close();
  });
});

describe('a failure inside the router', () => {
  it('is told without details, and logged with the request id', async () => {
    const broken = await createTestRouter({
      resolveApiKey: () => {
        throw new TypeError('inner workings');
      },
    });
    const response = await broken.post('{ me { id } }', { 'x-api-key': 'k', 'x-request-id': 'req-7' });
    const text = await response.text();
    expect(text).not.toContain('inner workings');
    expect(text).not.toContain(' at ');
    expect(broken.log.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      { requestId: 'req-7', err: { message: expect.stringContaining('inner workings') as string } },
    ]);
    await broken.router.close();
  });

  it('of the engine is told as INTERNAL_SERVER_ERROR', async () => {
    const broken = await createTestRouter({
      // An object where the schema has a list stops @apollo/gateway.
      engine: 'apollo-gateway',
      transport: {
        send: async () => ({
          kind: 'result',
          httpStatus: 200,
          result: { data: { everyone: { id: '1', __typename: 'User' } } },
        }),
      },
    });
    const response = await broken.post('{ everyone { id reviews { body } } }');
    expect(response.status).toBe(500);
    expect(await json(response)).toEqual({
      errors: [{ message: 'Internal server error.', extensions: { code: 'INTERNAL_SERVER_ERROR' } }],
    });
    expect(broken.log).toHaveLength(1);
    await broken.router.close();
  });
});

describe('a value that the schema forbids', () => {
  it('is an error at its path, not silence', async () => {
    const broken = await createTestRouter({
      transport: {
        send: async () => ({ kind: 'result', httpStatus: 200, result: { data: { strict: null } } }),
      },
    });
    expect(await json(await broken.post('{ strict { id } }'))).toMatchObject({
      data: null,
      errors: [{ path: ['strict'], extensions: { code: 'SUBREQUEST_INVALID_VALUE' } }],
    });
    await broken.router.close();
  });
});
