import { describe, expect, it } from 'vitest';
import { ResponseReader } from './response-reader.js';

const LIMIT = 1000;

/** What came out, after the pieces were read into one buffer again and again, as connections do. */
function read(pieces: readonly (string | Buffer)[], limit = LIMIT) {
  const reader = new ResponseReader(limit);
  const shared = Buffer.alloc(65_536, '#');
  let isComplete = false;
  let text = '';
  for (const piece of pieces) {
    expect(isComplete).toBe(false);
    shared.fill('#');
    const length = shared.write(piece.toString('latin1'), 'latin1');
    isComplete = reader.read(shared, length);
    if (isComplete) text = bodyOf(reader);
  }
  if (!isComplete && reader.endsHere()) text = bodyOf(reader);
  return {
    isComplete,
    endsHere: reader.endsHere(),
    status: reader.head?.status,
    text,
    leavesReusable: reader.leavesReusable,
    head: reader.head,
  };
}

function bodyOf({ body }: ResponseReader): string {
  return body!.bytes.toString('utf8', body!.start, body!.end);
}

const WITH_LENGTH =
  'HTTP/1.1 200 OK\r\nDate: now\r\nCONTENT-type:  application/json \t\r\nContent-Length: 15\r\n\r\n{"data":{"a":1}';
const CHUNKED =
  'HTTP/1.1 200 OK\r\ntransfer-encoding: Chunked\r\n\r\n' +
  '5;name="value"\r\n{"dat\r\n0000B \r\na":{"a":1}}\r\n0;x\r\nServer-Timing: 1\r\nEtag: "x"\r\n\r\n';
const INTERIM = `HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n${WITH_LENGTH}`;

const COMPLETE: readonly [string, string, { readonly status: number; readonly text: string }][] = [
  ['with a length', WITH_LENGTH, { status: 200, text: '{"data":{"a":1}' }],
  ['in chunks', CHUNKED, { status: 200, text: '{"data":{"a":1}}' }],
  ['after interim responses', INTERIM, { status: 200, text: '{"data":{"a":1}' }],
  ['without a body', 'HTTP/1.1 204 No Content\r\nx: y\r\n\r\n', { status: 204, text: '' }],
  [
    '304 with a length and no body',
    'HTTP/1.1 304 Not Modified\r\ncontent-length: 9\r\n\r\n',
    { status: 304, text: '' },
  ],
  ['without a reason', 'HTTP/1.1 503\r\ncontent-length: 0\r\n\r\n', { status: 503, text: '' }],
  ['with an empty reason', 'HTTP/1.1 418 \r\ncontent-length: 1\r\n\r\nx', { status: 418, text: 'x' }],
  [
    'with the same length twice',
    'HTTP/1.1 200 OK\r\ncontent-length: 1\r\nContent-Length: 1\r\n\r\nx',
    { status: 200, text: 'x' },
  ],
];

describe('a response', () => {
  describe.each(COMPLETE)('%s', (_title, bytes, expected) => {
    it('is read in one piece', () => {
      expect(read([bytes])).toMatchObject({ ...expected, isComplete: true, leavesReusable: true });
    });

    it('is read in two pieces, wherever it is cut', () => {
      for (let cut = 1; cut < bytes.length; cut += 1) {
        expect(read([bytes.slice(0, cut), bytes.slice(cut)])).toMatchObject({
          ...expected,
          isComplete: true,
        });
      }
    });

    it('is read in three pieces, wherever it is cut', () => {
      for (let first = 1; first < bytes.length; first += 3) {
        for (let second = first + 1; second < bytes.length; second += 2) {
          const pieces = [bytes.slice(0, first), bytes.slice(first, second), bytes.slice(second)];
          expect(read(pieces)).toMatchObject({ ...expected, isComplete: true });
        }
      }
    });

    it('is read byte by byte', () => {
      expect(read([...bytes])).toMatchObject({ ...expected, isComplete: true, leavesReusable: true });
    });

    it('is not complete before its last byte, nor reusable with one byte more', () => {
      expect(read([bytes.slice(0, -1)])).toMatchObject({ isComplete: false, endsHere: false });
      expect(read([`${bytes}H`])).toMatchObject({ ...expected, isComplete: true, leavesReusable: false });
    });
  });

  it('without length and chunks ends with the connection', () => {
    const bytes = 'HTTP/1.1 200 OK\r\nserver: x\r\n\r\n{"data":null}';
    for (let cut = 1; cut < bytes.length; cut += 1) {
      expect(read([bytes.slice(0, cut), bytes.slice(cut)])).toMatchObject({
        isComplete: false,
        endsHere: true,
        leavesReusable: false,
        text: '{"data":null}',
      });
    }
  });

  it('keeps characters whole that were cut', () => {
    const body = Buffer.from('{"data":"é€😀"}');
    const bytes = Buffer.concat([
      Buffer.from(`HTTP/1.1 200 OK\r\ncontent-length: ${body.length}\r\n\r\n`),
      body,
    ]);
    for (let cut = 1; cut < bytes.length; cut += 1) {
      expect(read([bytes.subarray(0, cut), bytes.subarray(cut)]).text).toBe('{"data":"é€😀"}');
    }
  });

  it('tells its content type, encoding and how long the connection is kept', () => {
    expect(
      read([
        'HTTP/1.1 200 OK\r\ncontent-length: 0\r\nContent-Type: application/json; charset=utf-8\r\n' +
          'content-Encoding: GZIP\r\nkeep-alive: timeout=5, max=100\r\n\r\n',
      ]).head,
    ).toMatchObject({
      contentType: 'application/json; charset=utf-8',
      contentEncoding: 'gzip',
      keepAliveSeconds: 5,
    });
  });

  it.each([
    ['HTTP/1.1', 'connection: close', false],
    ['HTTP/1.1', 'Connection: x, Close', false],
    ['HTTP/1.1', 'connection: keep-alive\r\nconnection: close', false],
    ['HTTP/1.1', 'connection: Keep-Alive', true],
    ['HTTP/1.1', 'connection: x', true],
    ['HTTP/1.0', 'connection: x', false],
    ['HTTP/1.0', 'connection: keep-alive', true],
  ])('of %s with "%s" leaves the connection reusable: %s', (version, header, expected) => {
    const { isComplete, leavesReusable } = read([
      `${version} 200 OK\r\n${header}\r\ncontent-length: 0\r\n\r\n`,
    ]);
    expect({ isComplete, leavesReusable }).toEqual({ isComplete: true, leavesReusable: expected });
  });
});

const HEAD = 'HTTP/1.1 200 OK\r\n';
const CHUNKED_HEAD = `${HEAD}transfer-encoding: chunked\r\n\r\n`;

describe('what is no HTTP/1.1', () => {
  it.each([
    ['another protocol', 'SSH-2.0-OpenSSH_9.6\r\n'],
    ['HTTP/2', 'HTTP/2 200 OK\r\n\r\n'],
    ['HTTP/1.2', 'HTTP/1.2 200 OK\r\n\r\n'],
    ['a status of four digits', 'HTTP/1.1 2000 OK\r\n\r\n'],
    ['a status of letters', 'HTTP/1.1 abc OK\r\n\r\n'],
    ['a status below 100', 'HTTP/1.1 099 OK\r\n\r\n'],
    ['a protocol switch', 'HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\n\r\n'],
    ['a line feed alone', 'HTTP/1.1 200 OK\ncontent-length: 0\r\n\r\n'],
    ['a carriage return alone', `${HEAD}a: b\rc: d\r\n\r\n`],
    ['a zero byte in a value', `${HEAD}a: \0\r\n\r\n`],
    ['a space before a colon', `${HEAD}content-length : 0\r\n\r\n`],
    ['a folded line', `${HEAD}a: b\r\n c\r\n\r\n`],
    ['a header without a name', `${HEAD}: b\r\n\r\n`],
    ['a header without a colon', `${HEAD}content-length\r\n\r\n`],
    ['two lengths', `${HEAD}content-length: 1\r\ncontent-length: 2\r\n\r\n`],
    ['two lengths in one line', `${HEAD}content-length: 1, 1\r\n\r\n`],
    ['a negative length', `${HEAD}content-length: -1\r\n\r\n`],
    ['a length with a sign', `${HEAD}content-length: +1\r\n\r\n`],
    ['a hexadecimal length', `${HEAD}content-length: 0x1\r\n\r\n`],
    ['a length with a no-break space', `${HEAD}content-length: \xa01\r\n\r\n`],
    ['an empty length', `${HEAD}content-length: \r\n\r\n`],
    ['a length of sixteen digits', `${HEAD}content-length: 0000000000000001\r\n\r\n`],
    ['a length beside chunks', `${HEAD}content-length: 1\r\ntransfer-encoding: chunked\r\n\r\n`],
    ['an unknown transfer encoding', `${HEAD}transfer-encoding: gzip, chunked\r\n\r\n`],
    ['chunks twice', `${HEAD}transfer-encoding: chunked\r\ntransfer-encoding: chunked\r\n\r\n`],
    ['chunks in HTTP/1.0', 'HTTP/1.0 200 OK\r\ntransfer-encoding: chunked\r\n\r\n'],
    ['a chunk without a size', `${CHUNKED_HEAD}\r\n`],
    ['a chunk with a negative size', `${CHUNKED_HEAD}-1\r\n`],
    ['a chunk of 0x size', `${CHUNKED_HEAD}0x1\r\n`],
    ['a chunk of eight digits', `${CHUNKED_HEAD}00000001\r\n`],
    ['a chunk longer than its size', `${CHUNKED_HEAD}1\r\nab\r\n`],
    ['a chunk size with a line feed alone', `${CHUNKED_HEAD}1\na\r\n`],
    ['a chunk extension with a line feed alone', `${CHUNKED_HEAD}1;a\nb\r\n`],
    ['a trailer with a line feed alone', `${CHUNKED_HEAD}0\r\na: b\n\r\n`],
    ['an endless chunk extension', `${CHUNKED_HEAD}1;${'x'.repeat(10_000)}`],
    ['endless trailers', `${CHUNKED_HEAD}0\r\n${'a: b\r\n'.repeat(2000)}`],
    ['endless interim responses', 'HTTP/1.1 103 Early Hints\r\n\r\n'.repeat(20)],
    ['a head that is too long', `${HEAD}a: ${'x'.repeat(40_000)}\r\n\r\n`],
  ])('is refused: %s', (_title, bytes) => {
    const expected = expect.objectContaining({ code: 'SUBREQUEST_HTTP_ERROR' });
    expect(() => read([bytes])).toThrow(expected);
    // Where a head is not complete, the rest of it decides.
    const pieces = [...(bytes.length > 20_000 ? (bytes.match(/[^]{1,1000}/g) ?? []) : bytes), '\r\n\r\n'];
    expect(() => read(pieces)).toThrow(expected);
  });
});

describe('a body that is too large', () => {
  const expected = expect.objectContaining({ code: 'SUBREQUEST_RESPONSE_TOO_LARGE' });

  it('is refused by its length before it comes', () => {
    expect(() => read([`${HEAD}content-length: 1001\r\n\r\n`])).toThrow(expected);
    expect(read([`${HEAD}content-length: 1000\r\n\r\n${'x'.repeat(1000)}`]).text).toHaveLength(1000);
  });

  it('is refused when its chunks add up to it', () => {
    const chunk = `64\r\n${'x'.repeat(100)}\r\n`;
    expect(read([CHUNKED_HEAD, chunk.repeat(10), '0\r\n\r\n']).text).toHaveLength(1000);
    expect(() => read([CHUNKED_HEAD, chunk.repeat(10), '1\r\nx'])).toThrow(expected);
  });

  it('is refused when the connection does not end in time', () => {
    expect(read([`${HEAD}\r\n`, 'x'.repeat(1000)]).text).toHaveLength(1000);
    expect(() => read([`${HEAD}\r\n`, 'x'.repeat(1000), 'x'])).toThrow(expected);
  });

  it('is not set aside because a server says that it will come', () => {
    const reader = new ResponseReader(50_000_000);
    reader.read(Buffer.from(`${HEAD}content-length: 50000000\r\n\r\nx`), HEAD.length + 29);
    expect(reader.body!.bytes.length).toBeLessThan(2_000_000);
  });
});
