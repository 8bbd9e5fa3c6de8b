import { describe, expect, it } from 'vitest';
import type { HttpResponse } from './response-reader.ts';
import { ResponseReader } from './response-reader.ts';

const LENGTH = 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello';
const CHUNKED = 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nhel\r\n2;x=y\r\nlo\r\n0\r\n\r\n';

/** Feeds the text in pieces of that size. */
function read(reader: ResponseReader, text: string, size: number): HttpResponse[] {
  const responses: HttpResponse[] = [];
  for (let at = 0; at < text.length; at += size) {
    const response = reader.feed(Buffer.from(text.slice(at, at + size), 'latin1'));
    if (response !== undefined) responses.push(response);
  }
  return responses;
}

const body = (response: HttpResponse | undefined) => Buffer.concat(response?.slices ?? []).toString();

describe('a response reader', () => {
  it.each([1, 2, 3, 7, 1000])('finds the same bodies in pieces of %i bytes', (size) => {
    const reader = new ResponseReader();
    for (const text of [LENGTH, CHUNKED, LENGTH]) {
      const responses = read(reader, text, size);
      expect(responses).toHaveLength(1);
      expect(responses[0]).toMatchObject({ status: 200, closes: false });
      expect(body(responses[0])).toBe('hello');
    }
  });

  it('takes a body without a length as long as the connection', () => {
    const reader = new ResponseReader();
    expect(read(reader, 'HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\nwhy', 4)).toEqual([]);
    const response = reader.end();
    expect(response).toMatchObject({ status: 400, closes: true });
    expect(body(response)).toBe('why');
  });

  it('does not take a broken connection for the end of a body that has a length', () => {
    const reader = new ResponseReader();
    read(reader, LENGTH.slice(0, -1), 1000);
    expect(reader.end()).toBeUndefined();
  });

  it('refuses more bytes than were announced, and what is no response', () => {
    expect(() => read(new ResponseReader(), `${LENGTH}!`, 1000)).toThrow('longer');
    expect(() => read(new ResponseReader(), 'SSH-2.0\r\n\r\n', 1000)).toThrow('Not an HTTP response');
  });
});
