// Whether a connection is served directly or by `node:http` must not be seen from outside: the same bytes are sent to the
// router's server, and to one of `node:http` alone.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../../testing/seeded-random.js';
import type { Dispatch } from '../carrier.js';
import { createHttpServer } from '../create-http-server.js';
import { nodeListener } from '../node-carrier.js';
import { refuseUnreadable } from '../refuse-unreadable.js';
import { StandingHeaders } from '../standing-headers.js';

const HTTP = { headersTimeout: 5_000, receiveTimeout: 5_000, keepAliveTimeout: 5_000, maxHeaderSize: 2_000 };
const BODY_LIMIT = 200_000;
const STANDING = new StandingHeaders(['x-standing', 'yes']);

let ours: Server;
let reference: Server;
/** Requests that were served directly, which the reference cannot do. */
let direct = 0;

/** Answers with what has been understood of the request. */
const echo: Dispatch = (carrier) => {
  if (carrier.constructor.name === 'DirectCarrier') direct += 1;
  const { method, url, headers } = carrier.request;
  const send = (status: number, body: string) => {
    setImmediate(() => {
      if (carrier.isGone) return;
      const headers = ['content-type', 'text/plain', 'content-length', String(Buffer.byteLength(body))];
      carrier.send({ status, headers, standing: STANDING, body });
    });
  };
  if (method !== 'POST') send(200, JSON.stringify({ method, url, headers }));
  else
    carrier.readBody(
      BODY_LIMIT,
      (text) => {
        send(200, JSON.stringify({ method, url, headers, text }));
      },
      ({ status, code }) => {
        send(status, code);
      },
    );
};

beforeAll(async () => {
  ours = createHttpServer(HTTP, echo);
  reference = createServer({ ...HTTP, requestTimeout: HTTP.receiveTimeout }, nodeListener(echo));
  reference.on('clientError', refuseUnreadable);
  for (const server of [ours, reference])
    await new Promise<void>((open) => server.listen(0, '127.0.0.1', open));
});
afterAll(() => {
  for (const server of [ours, reference]) server.close().closeAllConnections();
});

interface Sending {
  /** Milliseconds without a word after which the server has said everything. */
  readonly quiet?: number;
  /** Whether each piece waits until the one before is answered. */
  readonly inTurn?: boolean;
  /** Whether it is no surprise when nothing is answered. */
  readonly mayBeSilent?: boolean;
}

/** Sends pieces one after the other, and reads until the server closes, or says nothing for a while. */
async function send(
  server: Server,
  pieces: readonly Buffer[],
  { quiet = 40, inTurn = false }: Sending,
): Promise<string> {
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  socket.setNoDelay(true);
  const answers: Buffer[] = [];
  const received: Buffer[] = [];
  const seen = { last: 0, closed: false };
  socket.on('data', (bytes: Buffer) => {
    received.push(bytes);
    seen.last = performance.now();
  });
  socket.on('close', () => (seen.closed = true));
  socket.on('error', () => undefined);
  for (const [index, piece] of pieces.entries()) {
    if (index > 0 && inTurn) while (received.length === 0) await sleep(1);
    if (index > 0) await sleep(2);
    if (inTurn) answers.push(...received.splice(0));
    socket.write(piece);
  }
  seen.last = performance.now();
  while (!seen.closed && performance.now() - seen.last < quiet) await sleep(5);
  socket.destroy();
  return `${Buffer.concat([...answers, ...received]).toString('latin1')}${seen.closed ? '<closed>' : ''}`;
}

/** What does not differ between two servers: names in lower case and in order, without the date. */
function comparable(answers: string): string {
  return answers.replace(
    /(HTTP\/1\.1 \d{3} [^\r]*\r\n)((?:[^\r]+\r\n)*)\r\n/g,
    (_head, first: string, lines: string) => {
      const sorted = lines
        .split('\r\n')
        .filter((line) => line !== '' && !/^date:/i.test(line))
        .map((line) => line.replace(/^[^:]*/, (name) => name.toLowerCase()))
        .sort();
      return `${first}${sorted.join('\r\n')}\r\n\r\n`;
    },
  );
}

/** @returns What the router's server answers. */
async function expectSame(pieces: readonly Buffer[], sending: Sending = {}): Promise<string> {
  const ask = async (quiet: number | undefined) => {
    const how = { ...sending, ...(quiet === undefined ? {} : { quiet }) };
    const [got, wanted] = await Promise.all([send(ours, pieces, how), send(reference, pieces, how)]);
    // `node:http` refuses some heads before they end, where the router waits for the end.
    const waits = got === '' && !Buffer.concat(pieces).includes('\r\n\r\n');
    const same = waits ? /^(HTTP\/1\.1 400 |$)/.test(wanted) : comparable(got) === comparable(wanted);
    return { got, wanted, same };
  };
  const first = await ask(undefined);
  // On a busy machine an answer may just be late, or both of them.
  if (first.same && (first.got !== '' || sending.mayBeSilent === true)) return first.got;
  const { got, wanted, same } = await ask(1_500);
  if (!same) expect(comparable(got)).toBe(comparable(wanted));
  return got;
}

const bytes = (text: string) => Buffer.from(text, 'latin1');
const POST = 'POST /graphql?a=b HTTP/1.1\r\nHost: router\r\nContent-Type: application/json\r\n';
const post = (body: string, more = '') =>
  `${POST}${more}Content-Length: ${Buffer.byteLength(body, 'latin1')}\r\n\r\n${body}`;
const GET = 'GET /health HTTP/1.1\r\nhost: router\r\n\r\n';

describe('a request that is served directly', () => {
  it.each([
    ['a POST', post('{"query":"{ a }"}')],
    ['a POST with an empty body', post('')],
    ['a POST whose body is no UTF-8', post('\xff\xfe')],
    ['a GET', GET],
    ['a GET with a body', 'GET / HTTP/1.1\r\nhost: a\r\ncontent-length: 3\r\n\r\nabc'],
    ['blanks around values', `${POST}x-a:  \t b c \t \r\nx-b:\r\nContent-Length:2 \r\n\r\n{}`],
    ['values in Latin-1', post('{}', 'x-name: M\xfcller \x80\xff\r\n')],
    ['unusual names', post('{}', "!#$%&'*+-.^_`|~09: 1\r\n")],
    ['an unusual path', 'GET /%7Ba%7D;b=c,d/[e]?f={g}|h"<i>^`\'#k HTTP/1.1\r\nhost: a\r\n\r\n'],
    ['keep-alive', post('{}', 'Connection: Keep-Alive\r\n')],
    ['an empty host', 'GET / HTTP/1.1\r\nhost:\r\n\r\n'],
    ['a body of 60 kB', post('x'.repeat(60_000))],
  ])('%s', async (_what, request) => {
    const before = direct;
    const answer = await expectSame([bytes(request)]);
    expect(answer).toMatch(/^HTTP\/1\.1 (200 OK|400 Bad Request)\r\n/);
    expect(direct).toBeGreaterThan(before);
  });

  it('in pieces', async () => {
    const request = bytes(post('{"query":"{ a }"}'));
    const before = direct;
    for (const at of [1, 4, 6, 20, 60, 101, request.length - 19, request.length - 17, request.length - 1])
      await expectSame([request.subarray(0, at), request.subarray(at)]);
    expect(direct).toBeGreaterThanOrEqual(before + 9);
  });

  it('one after the other', async () => {
    const before = direct;
    expect(
      (await expectSame([bytes(GET), bytes(post('{}')), bytes(GET)], { inTurn: true })).split(
        'HTTP/1.1 200 OK',
      ),
    ).toHaveLength(4);
    expect(direct).toBe(before + 3);
  });
});

describe('a request that is left to node:http', () => {
  it.each([
    ['that comes with the next one', post('{"a":1}') + post('{"b":2}')],
    ['that comes with three others', GET + post('{}') + GET + GET],
    ['that comes with rubbish behind it', `${GET}rubbish\r\n\r\n`],
    ['after an empty line', `\r\n${GET}`],
    ['in chunks', `${POST}transfer-encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n`],
    [
      'with a length beside chunks',
      `${POST}content-length: 2\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`,
    ],
    ['that expects to be told to go on', `${POST}expect: 100-continue\r\ncontent-length: 2\r\n\r\n{}`],
    ['that is the last', post('{}', 'connection: close\r\n')],
    ['with several connection options', post('{}', 'connection: keep-alive, te\r\n')],
    ['that asks for another protocol', post('{}', 'connection: upgrade\r\nupgrade: websocket\r\n')],
    ['that repeats a header', post('{}', 'x-a: 1\r\nx-a: 2\r\n')],
    ['that repeats a header of which one counts', post('{}', 'authorization: a\r\nAuthorization: b\r\n')],
    ['with two cookie headers', post('{}', 'cookie: a=1\r\ncookie: b=2\r\n')],
    ['with two hosts', 'GET / HTTP/1.1\r\nhost: a\r\nhost: b\r\n\r\n'],
    ['without a host', 'GET / HTTP/1.1\r\n\r\n'],
    ['with two lengths', `${POST}content-length: 2\r\ncontent-length: 3\r\n\r\n{}`],
    ['with two equal lengths', `${POST}content-length: 2\r\ncontent-length: 2\r\n\r\n{}`],
    ['with a signed length', `${POST}content-length: +2\r\n\r\n{}`],
    ['with a negative length', `${POST}content-length: -2\r\n\r\n{}`],
    ['with a list of lengths', `${POST}content-length: 2, 2\r\n\r\n{}`],
    ['with an empty length', `${POST}content-length:\r\n\r\n{}`],
    ['with a hexadecimal length', `${POST}content-length: 0x2\r\n\r\n{}`],
    ['with a very large length', `${POST}content-length: 99999999999999999999\r\n\r\n{}`],
    ['without a length', `${POST}\r\n`],
    ['without a length, with bytes behind it', `${POST}\r\n{}`],
    ['with a blank before the colon', `${POST}x-a : 1\r\ncontent-length: 2\r\n\r\n{}`],
    ['with a blank before the name', `${POST} x-a: 1\r\ncontent-length: 2\r\n\r\n{}`],
    ['with a folded header', `${POST}x-a: 1\r\n 2\r\ncontent-length: 2\r\n\r\n{}`],
    ['with a header without a name', `${POST}: 1\r\ncontent-length: 2\r\n\r\n{}`],
    ['with a header without a colon', `${POST}x-a\r\ncontent-length: 2\r\n\r\n{}`],
    ['with a control character', `${POST}x-a: 1\x002\r\ncontent-length: 2\r\n\r\n{}`],
    ['with a lone line feed', `${POST}x-a: 1\ncontent-length: 2\r\n\r\n{}`],
    ['with a lone carriage return', `${POST}x-a: 1\rcontent-length: 2\r\n\r\n{}`],
    ['with line feeds only', 'GET / HTTP/1.1\nhost: a\n\n'],
    ['of HTTP/1.0', 'GET / HTTP/1.0\r\nhost: a\r\n\r\n'],
    ['of HTTP/1.2', 'GET / HTTP/1.2\r\nhost: a\r\n\r\n'],
    ['of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['with a whole URL', 'GET http://a/b HTTP/1.1\r\nhost: a\r\n\r\n'],
    ['with an asterisk', 'OPTIONS * HTTP/1.1\r\nhost: a\r\n\r\n'],
    ['with bytes above ASCII in its path', 'GET /\xfc HTTP/1.1\r\nhost: a\r\n\r\n'],
    ['with a blank in its path', 'GET /a b HTTP/1.1\r\nhost: a\r\n\r\n'],
    ['with two blanks', 'GET  / HTTP/1.1\r\nhost: a\r\n\r\n'],
    ['of another method', 'PUT / HTTP/1.1\r\nhost: a\r\ncontent-length: 2\r\n\r\n{}'],
    ['for the head only', 'HEAD / HTTP/1.1\r\nhost: a\r\n\r\n'],
    ['in lower case', 'get / HTTP/1.1\r\nhost: a\r\n\r\n'],
    ['with too large headers', post('{}', `x-a: ${'a'.repeat(3_000)}\r\n`)],
    ['whose headers become too large', `${POST}x-a: ${'a'.repeat(3_000)}`],
    ['with a prototype', post('{}', '__proto__: a\r\nconstructor: b\r\ntoString: c\r\n')],
    ['of another protocol', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'],
    ['with a large body', post('x'.repeat(150_000))],
    ['with a body above the limit', post('x'.repeat(250_000))],
  ])('%s', async (_what, request) => {
    await expectSame([bytes(request)]);
  });

  it('although the one before was not', async () => {
    const before = direct;
    await expectSame([bytes(post('{"a":1}')), bytes(post('{"b":2}', 'x-a: 1\r\nx-a: 2\r\n')), bytes(GET)], {
      inTurn: true,
    });
    expect(direct).toBe(before + 1);
  });

  it('in more pieces than are waited for', async () => {
    const request = bytes(post('{"query":"{ a }"}'));
    await expectSame(Array.from(request, (_byte, index) => request.subarray(index, index + 1)));
  });
});

it('is closed when its answer has been read, if the server was closed meanwhile', async () => {
  const server = createHttpServer(HTTP, (carrier) => {
    carrier.send({ status: 200, headers: [], standing: STANDING, body: Buffer.alloc(20_000_000) });
  });
  await new Promise<void>((open) => server.listen(0, '127.0.0.1', open));
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  socket.write(GET);
  await once(socket, 'readable');
  const closed = Promise.all([new Promise((resolve) => server.close(resolve)), once(socket, 'close')]);
  let length = 0;
  const began = performance.now();
  socket.on('data', (bytes: Buffer) => (length += bytes.length));
  await closed;
  expect(performance.now() - began).toBeLessThan(HTTP.keepAliveTimeout);
  expect(length).toBeGreaterThan(20_000_000);
});

it('2,000 damaged requests get the same answers', { timeout: 60_000 }, async () => {
  const random = seededRandom(7);
  const originals = [
    post('{"query":"{ a }"}', 'x-a: 1\r\n'),
    GET,
    post('{}') + GET,
    post('{}', 'cookie: a=b\r\n'),
  ];
  const scraps = [
    '\r',
    '\n',
    '\r\n',
    ' ',
    '\t',
    ':',
    '\0',
    '\x7f',
    '\xff',
    ',',
    '0',
    '9',
    'a',
    '/',
    'x-a: 2\r\n',
    'close',
    '\r\n\r\n',
  ];
  const damaged = Array.from({ length: 2_000 }, () => {
    let text = random.pick(originals);
    for (let times = random.below(2); times >= 0; times--) {
      const at = random.below(text.length);
      text = text.slice(0, at) + random.pick(scraps) + text.slice(at + random.below(4));
    }
    const cut = random.below(text.length);
    return random.chance(0.5) ? [bytes(text)] : [bytes(text.slice(0, cut)), bytes(text.slice(cut))];
  });
  const before = direct;
  for (let start = 0; start < damaged.length; start += 50)
    await Promise.all(
      damaged.slice(start, start + 50).map((pieces) => expectSame(pieces, { quiet: 150, mayBeSilent: true })),
    );
  expect(direct - before).toBeGreaterThan(100);
});
