import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import type { Cancellation } from './cancellation/cancellation.js';
import { createTestRouter } from './testing/test-router.js';

describe('a router', () => {
  it('listens, answers by network, and stops', async () => {
    const { router } = await createTestRouter();
    const { url, port } = await router.listen({ port: 0 });
    expect(url).toBe(`http://127.0.0.1:${port}`);
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ me { name reviews { author { name } } } }' }),
    });
    expect(await response.json()).toEqual({
      data: { me: { name: 'Ann', reviews: [{ author: { name: 'Ann' } }] } },
    });
    await router.close();
    await expect(fetch(`${url}/health`)).rejects.toThrow();
  });

  it('closes as often as it is told to', async () => {
    const { router } = await createTestRouter();
    await Promise.all([router.close(), router.close()]);
    await router.close();
  });

  it('says which port is in use', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const { router } = await createTestRouter();
    await expect(router.listen({ port })).rejects.toMatchObject({
      code: 'PORT_IN_USE',
      message: expect.stringContaining(String(port)) as string,
    });
    await router.close();
    other.close();
  });

  it('lets a request in flight finish, and is not ready meanwhile', async () => {
    let release: (() => void) | undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    const { router } = await createTestRouter({
      transport: {
        send: async () => {
          await released;
          return { kind: 'result', httpStatus: 200, result: { data: { me: { id: '1' } } } };
        },
      },
    });
    const { url } = await router.listen({ port: 0 });
    const answer = fetch(`${url}/graphql?query={me{id}}`, { headers: { 'apollo-require-preflight': '1' } });
    await new Promise((resolve) => setTimeout(resolve, 100));
    const closed = router.close();
    await expect(fetch(`${url}/health?ready`)).rejects.toThrow();
    release?.();
    expect(await (await answer).json()).toEqual({ data: { me: { id: '1' } } });
    await closed;
  });

  it('stops the subgraph requests of a query whose client has left', async () => {
    let seen: Cancellation | undefined;
    const { router } = await createTestRouter({
      transport: {
        send: (_subgraph, { cancellation }) => {
          seen = cancellation;
          return new Promise((_resolve, reject) =>
            cancellation?.add({ cancel: () => reject(new Error('gone')) }),
          );
        },
      },
    });
    const { url } = await router.listen({ port: 0 });
    const client = new AbortController();
    const answer = fetch(`${url}/graphql?query={me{id}}`, {
      headers: { 'apollo-require-preflight': '1' },
      signal: client.signal,
    });
    await new Promise((resolve) => setTimeout(resolve, 100));
    client.abort();
    await expect(answer).rejects.toThrow();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(seen?.isCancelled).toBe(true);
    await router.close();
  });

  it('executes for code of this process, as whom it says', async () => {
    const { router, users } = await createTestRouter({
      identity: { secret: 'a secret of at least thirty-two characters' },
    });
    const result = await router.execute(
      { query: 'query ($id: ID!) { user(id: $id) { name } }', variables: { id: '2' } },
      { identity: { kind: 'service', service: 'order' }, requestId: 'job-1' },
    );
    expect(result).toEqual({ status: 200, data: { user: { name: 'Ben' } }, errors: undefined });
    expect(users.requests.at(-1)?.headers['x-request-id']).toBe('job-1');
    await router.close();
  });

  it('refuses options that it does not know', async () => {
    await expect(createTestRouter({ prot: 4000 } as object)).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringContaining('prot: there is no such option') as string,
    });
  });
});
