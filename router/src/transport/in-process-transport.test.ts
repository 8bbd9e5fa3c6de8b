import { describe, expect, it } from 'vitest';
import { Cancellation } from '../cancellation/cancellation.js';
import { cancelled } from '../cancellation/testing/cancelled.js';
import type { InProcessRequest, InProcessResponse } from './in-process-transport.js';
import { createInProcessTransport } from './in-process-transport.js';
import { subgraphRequest } from './testing/subgraph-request.js';

const users = { name: 'users', url: '' };
const transportTo = (execute: (request: InProcessRequest) => Promise<InProcessResponse>) =>
  createInProcessTransport(new Map([['users', { execute }]]));

describe('the in-process transport', () => {
  it('hands over query, variables as objects, operation name, headers and signal', async () => {
    const cancellation = new Cancellation();
    const { signal } = cancellation;
    const requests: InProcessRequest[] = [];
    const transport = transportTo(async (request) => {
      requests.push(request);
      return { data: {} };
    });
    await transport.send(users, subgraphRequest({ cancellation }));
    await transport.send(users, subgraphRequest({ variables: undefined, operationName: undefined }));
    const { query } = subgraphRequest();
    const headers = { 'x-request-id': 'r1' };
    expect(requests).toEqual([
      { query, variables: { id: '1' }, operationName: 'Q', headers, signal },
      { query, variables: {}, operationName: undefined, headers, signal: undefined },
    ]);
  });

  it('brings back the result and its status', async () => {
    const answer = { data: { a: 1 }, errors: [{ message: 'No.' }], extensions: { b: 2 } };
    expect(await transportTo(async () => answer).send(users, subgraphRequest())).toEqual({
      kind: 'result',
      httpStatus: 200,
      result: answer,
    });
    const refused = { ...answer, httpStatus: 503 };
    expect(await transportTo(async () => refused).send(users, subgraphRequest())).toMatchObject({
      httpStatus: 503,
    });
  });

  it.each([undefined, null, 'x'])('brings back %j as it is, for the receiver to judge', async (result) => {
    const transport = transportTo(async () => result as unknown as InProcessResponse);
    expect(await transport.send(users, subgraphRequest())).toEqual({
      kind: 'result',
      httpStatus: 200,
      result,
    });
  });

  it('says that a subgraph does not run here', async () => {
    await expect(createInProcessTransport(new Map()).send(users, subgraphRequest())).rejects.toMatchObject({
      code: 'SUBREQUEST_FAILED',
      message: 'Subgraph "users" does not run in this process.',
    });
  });

  it('keeps what a subgraph threw to itself', async () => {
    const transport = transportTo(async () => Promise.reject(new Error('inner workings')));
    await expect(transport.send(users, subgraphRequest())).rejects.toMatchObject({
      code: 'SUBREQUEST_FAILED',
      message: 'Subgraph "users" failed.',
    });
  });

  it('asks nobody for a request that is cancelled already', async () => {
    let calls = 0;
    const transport = transportTo(async () => ({ data: { calls: (calls += 1) } }));
    await expect(transport.send(users, subgraphRequest({ cancellation: cancelled() }))).rejects.toMatchObject(
      { code: 'SUBREQUEST_FAILED' },
    );
    expect(calls).toBe(0);
  });
});
