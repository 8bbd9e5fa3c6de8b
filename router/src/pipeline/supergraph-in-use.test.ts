import { buildSchema } from 'graphql';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { limitOptions } from '../config/limit-options.js';
import type { Engine, ExecutionAnswer } from '../engine/engine.js';
import type { CachedOperation } from '../planner/plan-cache.js';
import { CurrentSupergraph } from './current-supergraph.js';
import { MutationClock } from './mutation-clock.js';
import { RequestContext } from './request-context.js';
import { SupergraphInUse } from './supergraph-in-use.js';

const ANSWER: ExecutionAnswer = { data: '{"a":1}', isEmpty: false, errors: [] };
const logger = pino({ enabled: false });

/** An engine that answers when it is told to, and remembers whether it was closed. */
function heldEngine() {
  const { promise, resolve } = Promise.withResolvers<ExecutionAnswer>();
  const warmedUp: CachedOperation[] = [];
  const state = { closed: false, warmedUp, release: () => resolve(ANSWER) };
  const engine: Engine = {
    schema: buildSchema('type Query { a: Int } type Mutation { b: Int }'),
    execute: () => promise,
    mostUsedOperations: () => [{ document: '{a}', activeLabels: new Set<string>() }],
    planAhead: () => Promise.resolve(0),
    warmUp: async (operations) => {
      warmedUp.push(...operations);
    },
    close: async () => {
      state.closed = true;
    },
  };
  return { engine, state };
}

function execute(inUse: SupergraphInUse, source = '{ a }') {
  const preparation = inUse.prepareDocument(source, undefined, true);
  if (preparation.kind === 'refused') throw new Error('not prepared');
  const requester = {
    identity: { kind: 'anonymous' } as const,
    clientAddress: undefined,
    forwardedHeaders: {},
    requestId: '1',
    sharingKey: '',
  };
  const context = new RequestContext(requester, '0', undefined, logger);
  return inUse.execute(preparation.operation, { variables: {}, context });
}

const use = (engine: Engine, mutationClock = new MutationClock()) =>
  new SupergraphInUse(engine, {
    mayIntrospect: () => true,
    limits: limitOptions.parse({}),
    mutationClock,
    logger,
    metrics: null,
  });

describe('a supergraph that is replaced', () => {
  it('tells its successor which operations to plan ahead', async () => {
    const [old, next] = [heldEngine(), heldEngine()];
    const load = async (sdl: string) => use(sdl === 'old' ? old.engine : next.engine);
    const current = await CurrentSupergraph.create('old', { load, logger });
    await current.replace('new');
    expect(next.state.warmedUp.map(({ document }) => document)).toEqual(['{a}']);
  });

  it('keeps its engine until its last request is answered', async () => {
    const [old, next] = [heldEngine(), heldEngine()];
    const load = async (sdl: string) => use(sdl === 'old' ? old.engine : next.engine);
    const current = await CurrentSupergraph.create('old', { load, logger });
    const running = execute(current.get());
    await current.replace('new');
    expect(current.get()).not.toBe(undefined);
    const later = execute(current.get());
    expect(old.state.closed).toBe(false);
    old.state.release();
    expect(await running).toEqual(ANSWER);
    await Promise.resolve();
    expect(old.state.closed).toBe(true);
    expect(next.state.closed).toBe(false);
    next.state.release();
    await later;
    await current.retire();
    expect(next.state.closed).toBe(true);
  });

  it('by its own text is not loaded again', async () => {
    let loads = 0;
    const load = async () => {
      loads += 1;
      return use(heldEngine().engine);
    };
    const current = await CurrentSupergraph.create('same', { load, logger });
    await current.replace('same');
    expect(loads).toBe(1);
    await current.retire();
    await current.replace('other');
    expect(loads).toBe(1);
  });
});

describe('the mutation clock', () => {
  it('goes on when a mutation has ended, whatever came of it, and not for queries', async () => {
    const clock = new MutationClock();
    const { engine, state } = heldEngine();
    const inUse = use(engine, clock);
    const start = clock.now;
    const mutation = execute(inUse, 'mutation { b }');
    expect(clock.now).toBe(start);
    state.release();
    await mutation;
    const afterMutation = clock.now;
    expect(afterMutation).not.toBe(start);
    await execute(inUse);
    expect(clock.now).toBe(afterMutation);
    await expect(
      execute(use({ ...engine, execute: () => Promise.reject(new Error('x')) }, clock), 'mutation { b }'),
    ).rejects.toThrow('x');
    expect(clock.now).not.toBe(afterMutation);
  });

  it('gives each mutation a time of its own', () => {
    const clock = new MutationClock();
    expect(new Set([clock.begin(), clock.begin(), clock.now]).size).toBe(3);
  });
});
