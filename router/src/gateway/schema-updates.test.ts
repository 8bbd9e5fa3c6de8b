import { writeFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { IntrospectAndCompose } from '@apollo/gateway';
import { afterEach, describe, expect, it } from 'vitest';
import { composeSupergraph } from '../testing/compose-supergraph.js';
import { createTestSubgraph } from '../testing/test-subgraph.js';
import { createFileSource } from '../supergraph/file-source.js';
import type { SubgraphTransport } from '../transport/subgraph-transport.js';
import type { SupergraphGatewayOptions } from './supergraph-gateway-options.js';
import { cleanUp, onCleanUp } from './testing/clean-ups.js';
import { eventually } from './testing/eventually.js';
import { serveHttp, serveSubgraph } from './testing/serve-subgraph.js';
import { createLog, startServer } from './testing/start-server.js';
import { createTestShop, SHOP_SCHEMAS } from './testing/test-shop.js';

afterEach(cleanUp);

const OLD = composeSupergraph({ a: 'type Query { name: String }' });
const NEW = composeSupergraph({ a: 'type Query { title: String }' });
const NEWEST = composeSupergraph({ a: 'type Query { title: String heading: String }' });

type Supergraph = SupergraphGatewayOptions['supergraphSdl'];

/** A supergraph that changes when the test says so. */
interface Changing {
  readonly supergraphSdl: Supergraph;
  change(sdl: string): void;
}

const FORMS: readonly [string, () => Changing][] = [
  [
    'a function',
    () => {
      let change: (sdl: string) => void = () => undefined;
      return {
        change: (sdl) => change(sdl),
        supergraphSdl: async ({ update }) => {
          change = update;
          return { supergraphSdl: OLD };
        },
      };
    },
  ],
  [
    'a manager',
    () => {
      const manager = {
        change: (_sdl: string): void => undefined,
        async initialize({ update }: { readonly update: (sdl: string) => void }) {
          manager.change = update;
          return { supergraphSdl: OLD };
        },
      };
      return { supergraphSdl: manager, change: (sdl) => manager.change(sdl) };
    },
  ],
  [
    'a source',
    () => {
      let change: (sdl: string) => void = () => undefined;
      return {
        change: (sdl) => change(sdl),
        supergraphSdl: {
          async start({ onUpdate, onError }) {
            change = (sdl) => void Promise.resolve(onUpdate(sdl)).catch(onError);
            return OLD;
          },
          stop: async () => undefined,
        },
      };
    },
  ],
];

/** Answers every field with its name; waits at a gate while that is closed. */
function createGatedTransport() {
  const gate = { opened: Promise.resolve(), open: (): void => undefined };
  let sent = 0;
  const transport: SubgraphTransport = {
    async send(_, { query }) {
      sent += 1;
      await gate.opened;
      const [, field = ''] = /\{\s*(\w+)/.exec(query) ?? [];
      return { kind: 'result', httpStatus: 200, result: { data: { [field]: field } } };
    },
  };
  return {
    transport,
    sent: () => sent,
    open: () => gate.open(),
    close: () => {
      const { promise, resolve } = Promise.withResolvers<undefined>();
      gate.opened = promise.then(() => undefined);
      gate.open = () => resolve(undefined);
    },
  };
}

describe.each(FORMS)('a new supergraph of %s', (_, create) => {
  it('takes later requests and leaves those in flight on the old one', async () => {
    const { supergraphSdl, change } = create();
    const { transport, sent, open, close } = createGatedTransport();
    const { ask, log } = await startServer({ supergraphSdl, transport });
    expect((await ask({ query: '{ title }' })).errors?.[0]?.message).toMatch(/Cannot query field "title"/);
    close();
    const running = ask({ query: '{ name }' });
    await eventually(() => expect(sent()).toBe(1));
    change(NEW);
    await eventually(() => expect(log).toContain('info: A new supergraph is in use.'));
    expect((await ask({ query: '{ name }' })).status).toBe(400);
    open();
    expect((await running).data).toEqual({ name: 'name' });
    expect((await ask({ query: '{ title }' })).data).toEqual({ title: 'title' });
  });

  it('is refused with the reason when it is broken, and the next one is taken', async () => {
    const { supergraphSdl, change } = create();
    const { ask, log } = await startServer({ supergraphSdl, transport: createGatedTransport().transport });
    change('type Query { title: String }');
    await eventually(() => expect(log).toHaveLength(1));
    expect(log[0]).toMatch(/^error: There is no new supergraph, the old one stays: .*not a supergraph/);
    expect((await ask({ query: '{ name }' })).data).toEqual({ name: 'name' });
    change(NEW);
    await eventually(async () =>
      expect((await ask({ query: '{ title }' })).data).toEqual({ title: 'title' }),
    );
  });
});

describe('a new supergraph', () => {
  it('drops no request of many that are sent while it comes', async () => {
    let change: (sdl: string) => void = () => undefined;
    const { transport } = createGatedTransport();
    const { ask, log } = await startServer({
      transport,
      supergraphSdl: async ({ update }) => {
        change = update;
        return { supergraphSdl: NEW };
      },
    });
    const asking = { goOn: true, answered: 0, wrong: [] as unknown[] };
    // New aliases make operations that have to be planned.
    const client = async (name: string) => {
      for (let turn = 0; asking.goOn; turn += 1) {
        const answer = await ask({ query: `{ title ${name}${turn % 50}: __typename }` });
        if (answer.data?.title === 'title') asking.answered += 1;
        else asking.wrong.push(answer);
        await sleep(1);
      }
    };
    const clients = ['a', 'b', 'c', 'd'].map(client);
    for (const [index, sdl] of [NEWEST, NEW, NEWEST].entries()) {
      const before = asking.answered;
      change(sdl);
      const inUse = () => log.filter((line) => line === 'info: A new supergraph is in use.');
      await eventually(() => expect(inUse()).toHaveLength(index + 1));
      await eventually(() => expect(asking.answered).toBeGreaterThan(before));
    }
    asking.goOn = false;
    await Promise.all(clients);
    expect(asking.wrong).toEqual([]);
  });

  it('comes between validation and execution of a request, which is still planned and run on the old one', async () => {
    const [[, create]] = FORMS as [[string, () => Changing]];
    const { supergraphSdl, change } = create();
    const { promise: resumed, resolve: resume } = Promise.withResolvers<undefined>();
    const { promise: reached, resolve: reach } = Promise.withResolvers<undefined>();
    const slow = {
      requestDidStart: async () => ({
        async didResolveOperation() {
          reach(undefined);
          await resumed;
        },
      }),
    };
    const { transport } = createGatedTransport();
    const { ask, log } = await startServer({ supergraphSdl, transport }, { plugins: [slow] });
    const running = ask({ query: '{ name }' });
    await reached;
    change(NEW);
    await eventually(() => expect(log).toContain('info: A new supergraph is in use.'));
    resume(undefined);
    expect(await running).toMatchObject({ status: 200, data: { name: 'name' } });
  });

  it('that a function gives before the first one counts as the first', async () => {
    const { transport } = createGatedTransport();
    const { ask } = await startServer({
      transport,
      supergraphSdl: async ({ update }) => {
        update(NEW);
        return { supergraphSdl: OLD };
      },
    });
    expect((await ask({ query: '{ title }' })).data).toEqual({ title: 'title' });
  });

  it('that is the same text again changes nothing', async () => {
    const [[, create]] = FORMS as [[string, () => Changing]];
    const { supergraphSdl, change } = create();
    const schemas: unknown[] = [];
    const { log } = await startServer(
      { supergraphSdl, transport: createGatedTransport().transport },
      {
        plugins: [
          {
            serverWillStart: async () => ({
              schemaDidLoadOrUpdate: ({ apiSchema }) => void schemas.push(apiSchema),
            }),
          },
        ],
      },
    );
    change(OLD);
    change(NEW);
    await eventually(() => expect(log).toHaveLength(1));
    expect(schemas).toHaveLength(2);
  });

  it('is read from a file that was replaced', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'gateway-'));
    onCleanUp(() => rm(folder, { recursive: true }));
    const path = join(folder, 'supergraph.graphql');
    await writeFile(path, OLD);
    const { transport } = createGatedTransport();
    const { ask } = await startServer({ transport, supergraphSdl: createFileSource({ path, interval: 10 }) });
    await writeFile(path, NEW);
    await eventually(async () =>
      expect((await ask({ query: '{ title }' })).data).toEqual({ title: 'title' }),
    );
  });
});

describe("a manager of @apollo/gateway's", () => {
  it('introspects and composes, with headers of its own, checks health, and follows changes', async () => {
    const { users, reviews } = createTestShop();
    const more = createTestSubgraph(SHOP_SCHEMAS.reviews.replace('latest:', 'newest: Int latest:'), {
      Query: { newest: () => 7 },
    });
    let current = reviews;
    const usersUrl = await serveSubgraph(users);
    const reviewsUrl = await serveSubgraph({ execute: (request) => current.execute(request) });
    const { ask } = await startServer({
      supergraphSdl: new IntrospectAndCompose({
        subgraphs: [
          { name: 'users', url: usersUrl },
          { name: 'reviews', url: reviewsUrl },
        ],
        introspectionHeaders: { Authorization: 'let me look' },
        subgraphHealthCheck: true,
        pollIntervalInMs: 20,
      }),
    });
    const [introspection, health] = users.requests;
    expect(introspection?.query).toMatch(/_service/);
    expect(introspection?.headers['authorization']).toBe('let me look');
    expect(health?.query).toMatch(/__typename/);
    expect((await ask({ query: '{ me { name reviews { body } } }' })).data).toEqual({
      me: { name: 'Ann', reviews: [{ body: 'By 1.' }] },
    });
    current = more;
    await eventually(async () => expect((await ask({ query: '{ newest }' })).data).toEqual({ newest: 7 }));
  });

  it('keeps the server from starting when a subgraph is not healthy', async () => {
    const { users } = createTestShop();
    const url = await serveSubgraph(users);
    const isSick = { value: false };
    const sick = await serveHttp((request, response) => {
      request.resume();
      if (isSick.value) response.writeHead(503).end();
      else response.end(JSON.stringify({ data: { _service: { sdl: 'type Query { sick: Int }' } } }));
      isSick.value = true;
    });
    const start = startServer({
      logger: createLog([]),
      supergraphSdl: new IntrospectAndCompose({
        subgraphs: [
          { name: 'users', url },
          { name: 'sick', url: sick },
        ],
        subgraphHealthCheck: true,
      }),
    });
    await expect(start).rejects.toThrow(/not all healthy:\n\[sick\]: .*status 503/);
  });
});
