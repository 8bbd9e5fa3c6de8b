import { describe, expect, it } from 'vitest';
import { StandingHeaders } from '../standing-headers.js';
import { writeAnswerHead } from './answer-head.js';

const write = (status: number, headers: readonly string[]) =>
  writeAnswerHead({ status, headers, standing: new StandingHeaders(['x-standing', 'yes']) }, 3, 5_900);

describe('the head of an answer', () => {
  it('has the standing headers, its own, the date, and how long the connection stays', () => {
    const { text, closes } = write(200, ['content-length', '3', 'x-own', 'M\xfcller\t!']);
    expect(text).toMatch(
      /^HTTP\/1\.1 200 OK\r\nx-standing: yes\r\ncontent-length: 3\r\nx-own: M\xfcller\t!\r\ndate: \w{3}, \d\d \w{3} \d{4} [\d:]{8} GMT\r\nconnection: keep-alive\r\nkeep-alive: timeout=5\r\n\r\n$/,
    );
    expect(closes).toBe(false);
  });

  it('tells the length when nobody else does, unless there can be no body', () => {
    expect(write(404, []).text).toMatch(/^HTTP\/1\.1 404 Not Found\r\n[^]*\r\ncontent-length: 3\r\n/);
    expect(write(204, []).text).not.toContain('content-length');
    expect(write(299, []).text).toMatch(/^HTTP\/1\.1 299 unknown\r\n/);
  });

  it('does not promise that a connection stays that is closed', () => {
    const { text, closes } = write(200, ['connection', 'close']);
    expect(closes).toBe(true);
    expect(text).toContain('connection: close\r\n');
    expect(text).not.toContain('keep-alive');
  });

  it.each([
    ['a line break', ['x-own', 'a\r\nset-cookie: stolen=1']],
    ['a control character', ['x-own', 'a\0b']],
    ['a character that is not Latin-1', ['x-own', '\u0100']],
    ['a name with a blank', ['x own', 'a']],
    ['a name with a line break', ['x\r\ny', 'a']],
    ['an empty name', ['', 'a']],
  ])('is refused when a header has %s', (_what, headers) => {
    expect(() => write(200, headers)).toThrow(TypeError);
    // Nor when it comes again.
    expect(() => write(200, headers)).toThrow(TypeError);
  });
});
