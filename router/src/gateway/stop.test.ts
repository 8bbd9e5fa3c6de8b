import type { ChildProcess } from 'node:child_process';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { ApolloServer } from '@apollo/server';
import { buildSchema, parse } from 'graphql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { composeSupergraph } from '../testing/compose-supergraph.js';
import { SupergraphGateway } from './supergraph-gateway.js';
import type { SupergraphGatewayOptions } from './supergraph-gateway-options.js';
import { cleanUp } from './testing/clean-ups.js';
import { eventually } from './testing/eventually.js';
import { serveHttp, serveSubgraph } from './testing/serve-subgraph.js';
import { createLog } from './testing/start-server.js';
import { createTestShop, shopSupergraph } from './testing/test-shop.js';

/** The processes that were started in a test. */
const children: ChildProcess[] = [];
const note = (message: unknown) => children.push((message as { readonly process: ChildProcess }).process);
const alive = () => children.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null);

beforeEach(() => {
  children.length = 0;
  subscribe('child_process', note);
});
afterEach(async () => {
  unsubscribe('child_process', note);
  await cleanUp();
});

const createServer = (options: SupergraphGatewayOptions, log: string[] = []) =>
  new ApolloServer({
    gateway: new SupergraphGateway({ logger: createLog(log), ...options }),
    logger: createLog([]),
  });

describe('server.stop()', () => {
  it('ends the planner and closes the connections to subgraphs', async () => {
    const { users, reviews } = createTestShop();
    const sockets = new Set<string>();
    const usersUrl = await serveHttp(async (request, response) => {
      request.socket.once('close', () => sockets.delete('users'));
      sockets.add('users');
      request.resume();
      response.end(
        JSON.stringify(
          await users.execute({
            query: '{ me { name } }',
            variables: {},
            headers: {},
            operationName: undefined,
          }),
        ),
      );
    });
    const server = createServer({
      supergraphSdl: shopSupergraph({ users: usersUrl, reviews: await serveSubgraph(reviews) }),
    });
    await server.start();
    await server.executeOperation({ query: '{ me { name } }' });
    expect(alive()).toHaveLength(1);
    expect(sockets.size).toBe(1);
    await server.stop();
    expect(alive()).toEqual([]);
    await eventually(() => expect(sockets.size).toBe(0));
    expect(
      process.getActiveResourcesInfo().filter((name) => /Process|Worker|MessagePort/.test(name)),
    ).toEqual([]);
  });

  it("ends Apollo's planner, too", async () => {
    const server = createServer({ supergraphSdl: shopSupergraph(), planner: 'apollo' });
    await server.start();
    await server.executeOperation({ query: '{ me { name } }' });
    await server.stop();
    expect(process.getActiveResourcesInfo()).not.toContain('MessagePort');
    expect(children).toEqual([]);
  });

  it('lets a request in flight end, and refuses to plan any after it', async () => {
    const { promise: released, resolve: release } = Promise.withResolvers<undefined>();
    const { promise: reached, resolve: reach } = Promise.withResolvers<undefined>();
    const log: string[] = [];
    const gateway = new SupergraphGateway({
      logger: createLog(log),
      supergraphSdl: composeSupergraph({ a: 'type Query { a: Int b: Int }' }),
      transport: {
        async send() {
          reach(undefined);
          await released;
          return { kind: 'result', httpStatus: 200, result: { data: { a: 1 } } };
        },
      },
    });
    const server = new ApolloServer({ gateway, logger: createLog([]) });
    await server.start();
    const running = server.executeOperation({ query: '{ a }' });
    await reached;
    const stopped = server.stop();
    release(undefined);
    expect((await running).body).toMatchObject({ singleResult: { data: { a: 1 } } });
    await stopped;
    expect(alive()).toEqual([]);
    await expect(server.executeOperation({ query: '{ b }' })).rejects.toThrow('stopped');
    expect(log).toEqual([]);
  });

  it('makes an operation that comes all the same an internal error, whose reason is for the log only', async () => {
    const log: string[] = [];
    const gateway = new SupergraphGateway({ supergraphSdl: shopSupergraph(), logger: createLog(log) });
    const { executor } = await gateway.load();
    await gateway.stop();
    const document = parse('{ me { id } }');
    const [operation] = document.definitions;
    const { data, errors } = await executor({
      request: {},
      document,
      operation,
      source: '',
      schema: buildSchema('type Query { a: Int }'),
    } as never);
    expect({ data, errors: errors?.map((error) => error.toJSON()) }).toEqual({
      data: undefined,
      errors: [
        {
          message: 'Internal server error.',
          extensions: { code: 'INTERNAL_SERVER_ERROR', http: { status: 500 } },
        },
      ],
    });
    expect(log).toEqual(['error: An operation failed: The gateway is not loaded, or has been stopped.']);
    expect(alive()).toEqual([]);
  });

  it('calls the cleanup of a function once, stops a source, and takes no update after that', async () => {
    let cleanups = 0;
    let update: (sdl: string) => void = () => undefined;
    const log: string[] = [];
    const first = createServer(
      {
        supergraphSdl: async (given) => {
          update = given.update;
          return {
            supergraphSdl: shopSupergraph(),
            cleanup: async () => {
              cleanups += 1;
              throw new Error('It does not let go.');
            },
          };
        },
      },
      log,
    );
    await first.start();
    await first.stop();
    update(composeSupergraph({ a: 'type Query { a: Int }' }));
    await first.stop();
    expect(cleanups).toBe(1);
    expect(log).toEqual(['error: The source of the supergraph did not stop: It does not let go.']);
    expect(alive()).toEqual([]);
  });
});

describe('a start that fails', () => {
  it('leaves nothing open: neither planner nor what the function has opened', async () => {
    let cleanups = 0;
    const server = createServer({
      supergraphSdl: async () => ({
        supergraphSdl: shopSupergraph(),
        cleanup: async () => void (cleanups += 1),
      }),
      buildService: () => {
        throw new Error('It cannot be built.');
      },
    });
    await expect(server.start()).rejects.toThrow('It cannot be built.');
    expect(children).toHaveLength(1);
    expect(alive()).toEqual([]);
    expect(cleanups).toBe(1);
  });
});

describe('a supergraph that was replaced', () => {
  it('holds no planner once nothing is executed on it', async () => {
    let update: (sdl: string) => void = () => undefined;
    const log: string[] = [];
    const server = createServer(
      {
        supergraphSdl: async (given) => {
          update = given.update;
          return { supergraphSdl: composeSupergraph({ a: 'type Query { a: Int }' }) };
        },
      },
      log,
    );
    await server.start();
    for (const name of ['b', 'c', 'd']) update(composeSupergraph({ a: `type Query { ${name}: Int }` }));
    await eventually(() => expect(log).toHaveLength(3));
    expect(children).toHaveLength(4);
    await eventually(() => expect(alive()).toHaveLength(1));
    await server.stop();
    expect(alive()).toEqual([]);
  });
});
