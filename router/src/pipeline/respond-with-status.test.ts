import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestRouter } from '../testing/test-router.js';
import { createTestRouter } from '../testing/test-router.js';
import { answerStatus } from './respond-with-status.js';

let test: TestRouter;
beforeAll(async () => {
  test = await createTestRouter();
});
afterAll(() => test.router.close());

describe('the status of an answer', () => {
  it('is 503 with Retry-After when an unavailable subgraph left nothing of the data', async () => {
    const response = await test.post('{ broken(code: "SERVICE_UNAVAILABLE") }');
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('1');
  });

  it('is 429 with the subgraph’s own Retry-After when it wants fewer requests', async () => {
    const response = await test.post('{ broken(code: "TOO_MANY_REQUESTS", retryAfter: 7) }');
    expect(response.status).toBe(429);
    expect(response.headers.get('retry-after')).toBe('7');
  });

  it.each(['SERVICE_UNAVAILABLE', 'TOO_MANY_REQUESTS'])(
    'stays 200 with partial data and %s',
    async (code) => {
      const response = await test.post(`{ me { id } broken(code: "${code}") }`);
      expect(response.status).toBe(200);
      expect(response.headers.get('retry-after')).toBeNull();
    },
  );

  it('is 503 when every root field is null, also with other errors beside', async () => {
    expect((await test.post('{ a: broken(code: "X") b: broken(code: "SERVICE_UNAVAILABLE") }')).status).toBe(
      503,
    );
  });

  it('is also told to code that executes in process', async () => {
    const result = await test.router.execute({ query: '{ broken(code: "SERVICE_UNAVAILABLE") }' });
    expect(result).toMatchObject({ status: 503, data: { broken: null } });
  });

  it('waits for the slowest of several limits, in whole seconds', () => {
    const error = (retryAfter: unknown) => ({
      message: '',
      extensions: { code: 'TOO_MANY_REQUESTS', retryAfter },
    });
    expect(
      answerStatus({
        data: 'null',
        isEmpty: true,
        errors: [error(2.1), error('9'), error(undefined), error(-4)],
      }),
    ).toEqual({
      status: 429,
      retryAfter: 3,
    });
  });

  it.each([
    ['BAD_USER_INPUT', 400, undefined],
    ['QUERY_PLANNING_FAILED', 500, undefined],
    ['QUERY_PLANNING_TIMEOUT', 503, 1],
    ['INTERNAL_SERVER_ERROR', 500, undefined],
    ['NO_CODE_OF_OURS', 500, undefined],
    ['constructor', 500, undefined],
  ])('follows %s when nothing was executed', (code, status, retryAfter) => {
    const errors = [{ message: '', extensions: { code } }];
    expect(answerStatus({ data: undefined, isEmpty: true, errors })).toEqual({ status, retryAfter });
    expect(answerStatus({ data: 'null', isEmpty: true, errors }).status).toBe(200);
  });
});
