import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ABUSED_GRAPH } from './abused-graph.js';
import { ABUSIVE_DOCUMENTS } from './abusive-documents.js';
import type { RouterProcess } from './router-process.js';
import { startRouterProcess } from './router-process.js';

/** Milliseconds in which abuse has to be refused. */
const SOON = 50;
/** Bytes by which the heap of a router may grow; its caches are full before. */
const SLACK = 5_000_000;

let router: RouterProcess;
beforeAll(async () => {
  router = await startRouterProcess({ supergraphSdl: ABUSED_GRAPH });
});
afterAll(() => router.stop());

/** Other work on the machine can disturb a measurement, but not each of three. */
const expectSoon = (body: string): Promise<void> =>
  expect.poll(() => router.median(body), { timeout: 10_000, interval: 0 }).toBeLessThan(SOON);

describe('a document', () => {
  it.each(ABUSIVE_DOCUMENTS)('with $what is refused with $code, soon', async ({ source, code }) => {
    const body = JSON.stringify({ query: source });
    expect((await router.codesOf(source))[0]).toBe(code);
    const response = await router.send(body);
    expect(response.status).toBe(400);
    expect((await response.text()).length).toBeLessThan(60_000);
    await expectSoon(body);
  });

  it('larger than a request may be is refused, soon', async () => {
    const body = JSON.stringify({ query: `{ thing { id } } #${'x'.repeat(1_100_000)}` });
    expect((await router.send(body)).status).toBe(413);
    await expectSoon(body);
  });

  it('within the limits is answered after all this', async () => {
    expect(await router.codesOf('{ __typename }')).toEqual([]);
  });
});

describe('a document that is as large as may be', () => {
  const nest = (levels: number, open: string, inner: string, close: string) =>
    open.repeat(levels) + inner + close.repeat(levels);
  it.each([
    ['490 inline fragments inside one another', `{ thing ${nest(490, '{ ... ', '{ id }', ' }')} }`],
    ['49 fields inside one another', `{ thing ${nest(48, '{ next ', '{ id }', ' }')} }`],
    ['a list of 14 lists', `{ thing(json: ${nest(14, '[', '', ']')}) { id } }`],
    ['an object of 14 objects', `{ thing(filter: ${nest(14, '{ and: ', '{ text: "a" }', ' }')}) { id } }`],
    [
      '100 aliases of the root',
      `{ ${Array.from({ length: 100 }, (_, index) => `a${index}: thing(id: ${index}) { id }`).join(' ')} }`,
    ],
    [
      '4,000 fields',
      `{ ${Array.from({ length: 90 }, (_, index) => `a${index}: thing { ...T } `).join(' ')} } fragment T on Thing { ${'other { id name other { description colour next { id } } } '.repeat(6)} }`,
    ],
    ['6,000 fields of one name', `{ thing { ${'id '.repeat(6_000)} } }`],
    ['200 directives', `query($if: Boolean = true) { thing { ${'id @include(if: $if) '.repeat(200)} } }`],
  ])('with %s goes to the subgraphs', { timeout: 30_000 }, async (_what, source) => {
    expect([...new Set(await router.codesOf(source))]).toEqual(['SUBREQUEST_HTTP_ERROR']);
  });
});

describe('variables', () => {
  const json = (value: string) =>
    `{"query":"query($a: JSON) { thing(json: $a) { id } }","variables":{"a":${value}}}`;
  it.each([
    ['lists', json('['.repeat(400_000) + ']'.repeat(400_000))],
    ['objects', json('{"a":'.repeat(150_000) + '1' + '}'.repeat(150_000))],
    [
      'lists beside a long integer',
      json(`[12345678901234567890,${'['.repeat(400_000)}${']'.repeat(400_000)}]`),
    ],
  ])('with hundred thousands of %s inside one another are refused, soon', async (_what, body) => {
    const response = await router.send(body);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      errors: [{ extensions: { code: 'MAX_RECURSION_LIMIT' } }],
    });
    await expectSoon(body);
  });

  it('with hundred thousands of wrong items are refused, soon', async () => {
    const body = `{"query":"query($a: [Int!]) { thing(numbers: $a) { id } }","variables":{"a":[${'"x",'.repeat(250_000)}"x"]}}`;
    const response = await router.send(body);
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('"code":"BAD_USER_INPUT"');
    await expectSoon(body);
  });
});

describe('2,000 different documents of each kind', () => {
  /** Each a little different from all others. */
  async function flood(round: string): Promise<void> {
    for (let sent = 0; sent < 2_000; sent += 20) {
      await Promise.all(
        Array.from({ length: 20 }, async (_, index) => {
          const mark = `${round}${sent + index}`;
          const { source } = ABUSIVE_DOCUMENTS[(sent + index) % ABUSIVE_DOCUMENTS.length]!;
          const documents = [
            `${source.slice(0, 5_000)} # ${mark}`,
            `query ${mark} { thing { id nope${mark} } }`,
            `query ${mark} { ${`a${mark}: thing { id } `.repeat(101)} }`,
          ];
          for (const query of documents) await (await router.send(JSON.stringify({ query }))).text();
        }),
      );
    }
  }

  it('leave no more memory taken than there was', { timeout: 120_000 }, async () => {
    await flood('first');
    const before = await router.heapUsed();
    await flood('second');
    expect((await router.heapUsed()) - before).toBeLessThan(SLACK);
  });
});
