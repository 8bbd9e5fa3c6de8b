import { afterEach, describe, expect, it } from 'vitest';
import type { Router } from './router.js';
import { composeSupergraph } from './testing/compose-supergraph.js';
import { createTestRouter, TEST_SUPERGRAPH } from './testing/test-router.js';
import type { SupergraphListeners } from './supergraph/supergraph-source.js';
import type { SubgraphTransport } from './transport/subgraph-transport.js';

const OLD = composeSupergraph({ users: 'type Query { name: String }' });
const NEW = composeSupergraph({ users: 'type Query { name: String age: Int }' });

const routers: Router[] = [];
afterEach(async () => {
  for (const router of routers.splice(0)) await router.close();
});

/** Time in which a new supergraph is loaded. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 500));

const answering: SubgraphTransport = {
  send: async () => ({ kind: 'result', httpStatus: 200, result: { data: { name: 'Ann', age: 7 } } }),
};

async function following(transport = answering) {
  let listeners: SupergraphListeners | undefined;
  const state = {
    stopped: 0,
    fail: (error: unknown) => listeners?.onError(error),
    /** As sources do it: what was refused is an error. */
    update: async (sdl: string) => {
      try {
        await listeners?.onUpdate(sdl);
      } catch (error) {
        listeners?.onError(error);
      }
    },
  };
  const { router, post, log } = await createTestRouter({
    supergraph: {
      start: async (given) => {
        listeners = given;
        return OLD;
      },
      stop: async () => {
        state.stopped += 1;
      },
    },
    transport,
  });
  routers.push(router);
  return { router, post, log, state };
}

describe('a new supergraph', () => {
  it('is used by requests that begin later, without a pause', async () => {
    const { post, state } = await following();
    expect((await post('{ age }')).status).toBe(400);
    await state.update(NEW);
    expect(await (await post('{ age }')).json()).toEqual({ data: { age: 7 } });
  });

  it('leaves requests in flight to the old one', async () => {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const { post, state } = await following({
      send: async (...args) => {
        await promise;
        return answering.send(...args);
      },
    });
    const running = post('{ name }');
    await settled();
    await state.update(NEW);
    // The same text is another query now.
    const later = post('{ name }');
    resolve(undefined);
    expect(await (await running).json()).toEqual({ data: { name: 'Ann' } });
    expect(await (await later).json()).toEqual({ data: { name: 'Ann' } });
  });

  it.each([
    ['no supergraph', 'type Query { name: String }', 'not a supergraph'],
    ['no GraphQL', '{', 'not valid GraphQL'],
  ])(
    'that is %s is refused with the reason in the log, and the old one stays',
    async (_what, sdl, reason) => {
      const { post, state, log } = await following();
      await state.update(sdl);
      await settled();
      expect(log.join()).toContain(reason);
      expect((await post('{ name }')).status).toBe(200);
      await state.update(NEW);
      await settled();
      expect((await post('{ age }')).status).toBe(200);
    },
  );

  it('that cannot be fetched is told in the log, and the old one stays', async () => {
    const { post, state, log } = await following();
    state.fail(new Error('the registry is away'));
    expect(log.join()).toContain('the registry is away');
    expect((await post('{ name }')).status).toBe(200);
  });

  it('comes no more when the router is closed', async () => {
    const { router, state } = await following();
    await router.close();
    expect(state.stopped).toBe(1);
  });

  it('that comes before the first is loaded takes its place', async () => {
    const { router, post } = await createTestRouter({
      supergraph: {
        start: async ({ onUpdate }) => {
          void onUpdate(NEW);
          return OLD;
        },
        stop: async () => undefined,
      },
      transport: answering,
    });
    routers.push(router);
    await settled();
    expect((await post('{ age }')).status).toBe(200);
  });
});

describe('the first supergraph', () => {
  it('must be valid, or the router does not start and follows nothing', async () => {
    let stopped = 0;
    const source = {
      start: async () => 'type Query { a: Int }',
      stop: async () => {
        stopped += 1;
      },
    };
    await expect(createTestRouter({ supergraph: source })).rejects.toMatchObject({
      code: 'SUPERGRAPH_INVALID',
    });
    expect(stopped).toBe(1);
  });

  it('must be given', async () => {
    await expect(createTestRouter({ supergraph: undefined })).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringContaining('supergraph') as string,
    });
  });

  it('may be given as supergraphSdl', async () => {
    const { router, post } = await createTestRouter({
      supergraph: undefined,
      supergraphSdl: TEST_SUPERGRAPH,
    });
    routers.push(router);
    expect((await post('{ me { id } }')).status).toBe(200);
  });
});
