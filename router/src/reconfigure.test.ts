import { afterEach, describe, expect, it } from 'vitest';
import type { RouterConfigInput } from './config/router-config.js';
import type { Router } from './router.js';
import type { SupergraphListeners } from './supergraph/supergraph-source.js';
import { composeSupergraph } from './testing/compose-supergraph.js';
import { createTestRouter } from './testing/test-router.js';
import type { SubgraphTransport } from './transport/subgraph-transport.js';

const OLD = composeSupergraph({ users: 'type Query { name: String }' });
const NEW = composeSupergraph({ users: 'type Query { name: String age: Int }' });

const routers: Router[] = [];
afterEach(async () => {
  for (const router of routers.splice(0)) await router.close();
});

/** A subgraph that answers when it is told to. */
function slowTransport() {
  const waiting: (() => void)[] = [];
  const transport: SubgraphTransport = {
    send: async () => {
      await new Promise<void>((resolve) => waiting.push(resolve));
      return { kind: 'result', httpStatus: 200, result: { data: { name: 'Ann', age: 7 } } };
    },
  };
  return { transport, waiting };
}

const answering: SubgraphTransport = {
  send: async () => ({ kind: 'result', httpStatus: 200, result: { data: { name: 'Ann', age: 7 } } }),
};

async function start(transport: SubgraphTransport, config: RouterConfigInput = {}) {
  let listeners: SupergraphListeners | undefined;
  const started = await createTestRouter({
    supergraph: {
      start: async (given) => {
        listeners = given;
        return OLD;
      },
      stop: () => Promise.resolve(),
    },
    transport,
    ...config,
  });
  routers.push(started.router);
  return { ...started, changeSupergraph: async (sdl: string) => listeners?.onUpdate(sdl) };
}

describe('a new configuration', () => {
  it('holds for requests that begin later, without a pause', async () => {
    const { router, post } = await start(answering);
    expect((await post('{ __schema { queryType { name } } }')).status).toBe(200);
    await router.reconfigure({ introspection: false });
    expect((await post('{ __schema { queryType { name } } }')).status).toBe(400);
    expect(await (await post('{ name }')).json()).toEqual({ data: { name: 'Ann' } });
  });

  it('lets requests in flight finish with the old one, also those whose body is still to come', async () => {
    const { transport, waiting } = slowTransport();
    const { router, post } = await start(transport);
    const { url } = await router.listen({ port: 0 });
    const inFlight = post('{ name }');
    await expect.poll(() => waiting.length).toBe(1);
    let send: (text: string | null) => void = () => undefined;
    const body = new ReadableStream({
      start(controller) {
        send = (text) => {
          if (text === null) controller.close();
          else controller.enqueue(new TextEncoder().encode(text));
        };
      },
    });
    const halfSent = fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      duplex: 'half',
    });
    send('{"query":"{ ');
    await new Promise((resolve) => setTimeout(resolve, 100));
    await router.reconfigure({ limits: { bodySize: 5 } });
    waiting.shift()?.();
    expect(await (await inFlight).json()).toEqual({ data: { name: 'Ann' } });
    // Time in which an engine that nothing seems to need would have closed.
    await new Promise((resolve) => setTimeout(resolve, 100));
    send('name }"}');
    send(null);
    await expect.poll(() => waiting.length).toBe(1);
    waiting.shift()?.();
    expect(await (await halfSent).json()).toEqual({ data: { name: 'Ann' } });
    expect((await post('{ name }')).status).toBe(413);
  });

  it('changes nothing when it is not valid', async () => {
    const { router, post } = await start(answering);
    await expect(router.reconfigure({ limits: { bodySize: -1 } })).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
    });
    await expect(router.reconfigure({ subgraphs: { none: { url: 'http://a' } } })).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
    });
    expect((await post('{ name }')).status).toBe(200);
  });

  it('goes with the supergraph that is in use, and later ones', async () => {
    const { router, post, changeSupergraph } = await start(answering);
    await changeSupergraph(NEW);
    await router.reconfigure({ introspection: false });
    expect((await post('{ age }')).status).toBe(200);
    await changeSupergraph(OLD);
    expect((await post('{ age }')).status).toBe(400);
  });

  it('leaves no query unanswered when it comes again and again under load', async () => {
    const { router, post } = await start(answering);
    let stop = false;
    const statuses = new Set<number>();
    const load = Promise.all(
      Array.from({ length: 10 }, async () => {
        while (!stop) statuses.add((await post('{ name }')).status);
      }),
    );
    for (let round = 0; round < 4; round++) await router.reconfigure({ introspection: round % 2 === 0 });
    stop = true;
    await load;
    expect([...statuses]).toEqual([200]);
  });
});
