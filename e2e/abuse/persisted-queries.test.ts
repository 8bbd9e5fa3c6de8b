import { hash } from 'node:crypto';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { People } from '../persisted-documents/start-people.js';
import { startPeople } from '../persisted-documents/start-people.js';
import { PlainConnection } from './plain-connection.js';

// Who sends ever new hashes, or registers ever new documents, must neither fill the memory nor slow the router down.

/** Milliseconds in which each request is answered. */
const PATIENCE = 50;
/** Bytes by which the heap may have grown afterwards, noise of the collector included. */
const GROWTH = 15_000_000;

let people: People;
let connection: PlainConnection;
beforeAll(async () => {
  people = await startPeople({});
  connection = await PlainConnection.open(people.url);
});
afterAll(async () => {
  connection.close();
  await people.router.close();
});

/** What a flood of requests, one after the other, was answered. */
interface Flood {
  /** How many answers there were, by status and code. */
  readonly answers: Readonly<Record<string, number>>;
  /** Milliseconds in which 95 of 100 were answered, as the client sees it on a machine that has more to do. */
  readonly usual: number;
  /** Milliseconds of computing time, the client's included, that one took at most. */
  readonly most: number;
}

async function flood(count: number, bodyOf: (index: number) => object): Promise<Flood> {
  const answers: Record<string, number> = {};
  const times = new Float64Array(count);
  let most = 0;
  for (let index = 0; index < count; index++) {
    const body = bodyOf(index);
    const worked = process.threadCpuUsage();
    const began = performance.now();
    const { status, text } = await connection.post(body);
    times[index] = performance.now() - began;
    const { user, system } = process.threadCpuUsage(worked);
    most = Math.max(most, (user + system) / 1_000);
    const { errors } = JSON.parse(text) as { errors?: [{ extensions: { code: string } }] };
    const key = `${status} ${errors?.[0].extensions.code ?? 'answered'}`;
    answers[key] = (answers[key] ?? 0) + 1;
  }
  return { answers, usual: times.sort()[Math.floor(count * 0.95)] ?? 0, most };
}

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

function heapUsed(): number {
  collect();
  collect();
  return process.memoryUsage().heapUsed;
}

const byHash = (text: string) => ({
  extensions: { persistedQuery: { version: 1, sha256Hash: hash('sha256', text) } },
});

describe('automatic persisted queries', () => {
  it('take no memory for 100,000 hashes that nobody registered, and answer each within 50 ms', async () => {
    const count = 100_000;
    await flood(2_000, (index) => byHash(`warm-up ${index}`));
    const before = heapUsed();
    const { answers, usual, most } = await flood(count, (index) => byHash(`nothing ${index}`));
    expect(answers).toEqual({ '200 PERSISTED_QUERY_NOT_FOUND': count });
    expect(usual).toBeLessThan(PATIENCE);
    expect(most).toBeLessThan(PATIENCE);
    expect(heapUsed() - before).toBeLessThan(GROWTH);
  }, 600_000);

  it('push older documents out when others register ever new ones, and answer each within 50 ms', async () => {
    const count = 4_000;
    // The comment makes each text another one. Two thousand of them fill what is kept.
    const text = (index: number) => `{ me { name } } # ${String(index).padStart(4_000, '0')}`;
    const register = (index: number) => ({ query: text(index), ...byHash(text(index)) });
    await flood(2_500, register);
    const before = heapUsed();
    const { answers, usual, most } = await flood(count, (index) => register(2_500 + index));
    expect(answers).toEqual({ '200 answered': count });
    expect(usual).toBeLessThan(PATIENCE);
    expect(most).toBeLessThan(PATIENCE);
    expect(heapUsed() - before).toBeLessThan(GROWTH);
    expect((await connection.post(byHash(text(2_500 + count - 1)))).text).toContain('Ann');
    expect((await connection.post(byHash(text(0)))).text).toContain('PERSISTED_QUERY_NOT_FOUND');
  }, 600_000);

  it('register nothing that is not valid', async () => {
    const count = 1_000;
    const text = (index: number) => `{ nothing${index} }`;
    const { answers } = await flood(count, (index) => ({ query: text(index), ...byHash(text(index)) }));
    expect(answers).toEqual({ '400 GRAPHQL_VALIDATION_FAILED': count });
    expect((await flood(count, (index) => byHash(text(index)))).answers).toEqual({
      '200 PERSISTED_QUERY_NOT_FOUND': count,
    });
  }, 120_000);
});
