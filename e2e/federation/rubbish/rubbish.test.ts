import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Case } from '../harness/behaviour.js';
import { compose } from '../harness/compose.js';
import { expectAnswer } from '../harness/expect-answer.js';
import type { RouterRunner } from '../harness/router-runner.js';
import { createRouterRunner } from '../harness/router-runner.js';
import type { Answer } from '../harness/runner.js';
import { runSubgraph } from '../harness/running-subgraph.js';
import { BROKEN_REPLIES } from './broken-replies.js';
import { RUBBISH_SUBGRAPHS } from './rubbish-subgraphs.js';
import type { Reply, RubbishServer } from './rubbish-server.js';
import { changed, send, startRubbishServer } from './rubbish-server.js';
import { WRONG_ENTITIES } from './wrong-entities.js';
import { WRONG_VALUES } from './wrong-values.js';

/** Milliseconds that the router waits for a subgraph here. */
const TIMEOUT = 400;

describe('a subgraph that answers', () => {
  let good: RubbishServer;
  let bad: RubbishServer;
  let runner: RouterRunner;

  beforeAll(async () => {
    good = await startRubbishServer(runSubgraph('good', RUBBISH_SUBGRAPHS.good));
    bad = await startRubbishServer(runSubgraph('bad', RUBBISH_SUBGRAPHS.bad));
    runner = await createRouterRunner({
      supergraph: compose(RUBBISH_SUBGRAPHS, { good: good.url, bad: bad.url }),
      subgraphTimeout: TIMEOUT,
    });
  });
  afterAll(async () => {
    await runner.close();
    await Promise.all([good.close(), bad.close()]);
  });

  /** The answer while `bad` replies so. Afterwards it is healthy again, and the router must be as well. */
  async function answerTo(query: string, reply: Reply): Promise<Answer> {
    bad.reply = reply;
    const answer = await runner.execute({ query });
    bad.reply = undefined;
    expect(await runner.execute({ query: '{ me { stars pet { name } } }' })).toEqual({
      data: { me: { stars: 1, pet: { name: 'Rex' } } },
    });
    return answer;
  }

  async function check(reply: Reply, expected: Omit<Case, 'title'>): Promise<void> {
    expectAnswer(await answerTo(expected.query, reply), { title: '', ...expected });
  }

  for (const [what, reply] of Object.entries(BROKEN_REPLIES)) {
    describe(what, () => {
      it('to a root field costs that field, with an error', () =>
        check(reply, {
          query: '{ up value { int } me { name } }',
          data: { up: 1, value: null, me: { name: 'Ann' } },
          errors: [{ near: ['value'], message: /./ }],
        }));

      it('to a root field that must not be null costs everything, with an error', () =>
        check(reply, { query: '{ up strict }', data: null, errors: [{ near: ['strict'], message: /./ }] }));

      it('to entities costs their fields, with an error', () =>
        check(reply, {
          query: '{ users { id name stars pet { name } } }',
          data: {
            users: ['1', '2', '3'].map((id) => ({ id, name: `User ${id}`, stars: null, pet: null })),
          },
          errors: [{ near: ['users'], message: /./ }],
        }));

      it('to an entity costs that entity where its field must not be null, with an error', () =>
        check(reply, {
          query: '{ up me { name must } }',
          data: { up: 1, me: null },
          errors: [{ near: ['me'], message: /./ }],
        }));
    });
  }

  for (const { what, query, change, data, errors } of WRONG_VALUES) {
    it(`${what} costs the nearest position that may be null, with an error`, () =>
      check(changed(change), { query, data, errors }));
  }

  for (const { what, query, change, data, errors } of WRONG_ENTITIES) {
    it(`${what} costs the entities, with an error`, () => check(changed(change), { query, data, errors }));
  }

  it('fields that nobody asked for shows none of them', () =>
    check(
      changed(({ value }) => ({
        value: { ...(value as object), secret: 's', __typename: 'Value', constructor: 1 },
        strict: 5,
        me: { id: 'other', name: 'Eve' },
      })),
      { query: '{ value { int } me { name } }', data: { value: { int: 1 }, me: { name: 'Ann' } } },
    ));

  it('a member __proto__ does not change any object', async () => {
    const reply: Reply = (response) =>
      send(
        response,
        '{"data":{"value":{"int":1,"__proto__":{"polluted":true}},"__proto__":{"polluted":true}}}',
      );
    await check(reply, {
      query: '{ value { int string } up }',
      data: { value: { int: 1, string: null }, up: 1 },
    });
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('an empty list of errors beside its data is answered without errors', () =>
    check((response, { data }) => send(response, JSON.stringify({ data, errors: [] })), {
      query: '{ value { int } me { stars } }',
      data: { value: { int: 1 }, me: { stars: 1 } },
    }));

  it('null in place of errors and extensions is answered without errors', () =>
    check((response, { data }) => send(response, JSON.stringify({ data, errors: null, extensions: null })), {
      query: '{ value { int } me { stars } }',
      data: { value: { int: 1 }, me: { stars: 1 } },
    }));

  it('errors beside all of its data loses neither', () =>
    check(
      (response, { data }) =>
        send(
          response,
          JSON.stringify({ data, errors: [{ message: 'Careful.', extensions: { code: 'CARE' } }] }),
        ),
      {
        query: '{ value { int } up }',
        data: { value: { int: 1 }, up: 1 },
        errors: [{ message: /Careful/, code: 'CARE' }],
      },
    ));

  it('a body with a byte order mark, white space and another media type is understood', () =>
    check(
      (response, truth) =>
        send(response, `\ufeff\n\t ${JSON.stringify(truth, null, 2)} \r\n`, 200, {
          'content-type': 'application/graphql-response+json; charset=utf-8',
        }),
      {
        query: '{ value { int string } me { stars } }',
        data: { value: { int: 1, string: 's' }, me: { stars: 1 } },
      },
    ));

  it('a body in many small pieces, split inside of characters, is understood', () =>
    check(
      (response, { data }) => {
        const bytes = Buffer.from(
          JSON.stringify({ data: { value: { ...(data?.['value'] as object), string: 'ä漢🦄' } } }),
        );
        response.writeHead(200, { 'content-type': 'application/json' });
        response.socket?.setNoDelay(true);
        let at = 0;
        const next = (): void => {
          if (at === bytes.length) return void response.end();
          response.write(bytes.subarray(at, ++at));
          setImmediate(next);
        };
        next();
      },
      { query: '{ value { int string } }', data: { value: { int: 1, string: 'ä漢🦄' } } },
    ));

  it('numbers that JavaScript would write otherwise passes them on as they were written', async () => {
    const any = '[12345678901234567890,1.0,-0,1e400,0.10,1E+2,{"n":-9007199254740993}]';
    bad.reply = (response) =>
      send(
        response,
        `{"data":{"value":{"any":${any},"float":12345678901234567890.5,"id":12345678901234567890}}}`,
      );
    const text = await runner.executeToText({ query: '{ value { any float id } }' });
    bad.reply = undefined;
    expect(text).toBe(
      `{"data":{"value":{"any":${any},"float":12345678901234567890.5,"id":"12345678901234567890"}}}`,
    );
  });

  it('a long number as a key passes it to the next subgraph with all of its digits', async () => {
    good.reply = (response) =>
      send(response, '{"data":{"me":{"__typename":"User","id":12345678901234567890,"name":"Long"}}}');
    await runner.execute({ query: '{ me { name stars } }' });
    good.reply = undefined;
    expect(bad.lastBody).toMatch(/"id":"?12345678901234567890"?[,}]/);
  });

  it('a Float beyond all bounds passes it on or refuses it, and never answers another', async () => {
    bad.reply = (response) => send(response, '{"data":{"value":{"float":1e400}}}');
    const text = await runner.executeToText({ query: '{ value { float } }' });
    bad.reply = undefined;
    expect(text).toMatch(/"float":1e400\}|"errors":.*"float":null|"float":null.*"errors":/);
  });

  describe('too late', () => {
    const late: Readonly<Record<string, Reply>> = {
      never: () => undefined,
      'with headers and nothing after them': (response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.flushHeaders();
      },
      'byte by byte': (response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        const drip = setInterval(() => response.write(' '), 20);
        response.on('close', () => clearInterval(drip));
      },
    };
    for (const [how, reply] of Object.entries(late)) {
      it(`(${how}) costs its fields, with an error and in time`, async () => {
        const start = performance.now();
        await check(reply, {
          query: '{ up value { int } users { name stars } }',
          data: {
            up: 1,
            value: null,
            users: ['1', '2', '3'].map((id) => ({ name: `User ${id}`, stars: null })),
          },
          errors: [
            { near: ['value'], message: /./ },
            { near: ['users'], message: /./ },
          ],
        });
        expect(performance.now() - start).toBeLessThan(TIMEOUT * 5);
      });
    }
  });

  it('without end is cut off, with an error and without keeping all of it in memory', async () => {
    const chunk = Buffer.alloc(1_000_000, ' ');
    let sent = 0;
    const endless: Reply = (response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{"data":');
      const pour = (): void => {
        while (sent < 200 && !response.destroyed) {
          sent++;
          if (!response.write(chunk)) return void response.once('drain', pour);
        }
        response.end('{}}');
      };
      pour();
    };
    await check(endless, {
      query: '{ up value { int } }',
      data: { up: 1, value: null },
      errors: [{ near: ['value'], message: /./ }],
    });
    expect(sent, 'megabytes that the router took').toBeLessThan(110);
  });
});
