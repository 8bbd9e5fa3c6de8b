import { describe, expect, it } from 'vitest';
import { parseClientJson } from './parse-client-json.js';

describe('JSON of a client', () => {
  it.each([
    '{"id":[9007199254740993,-12345678901234567890,1.5,9007199254740992],"text":"9007199254740993"}',
    '{"id":1}',
    '12345678901234567890',
    '{"a":{"b":[[{"c":"\\"12345678901234567890","d":12345678901234567890}],"1234567890123456"]}}',
  ])('keeps the integers of %s as they were written', (text) => {
    expect(JSON.stringify(parseClientJson(text))).toBe(text);
  });

  it('has ordinary numbers wherever JavaScript can hold them', () => {
    const text = '[9007199254740991, 9007199254740992, 1.1234567890123456, 12345678901234567e3]';
    expect(parseClientJson(text)).toEqual(JSON.parse(text));
  });

  it('is parsed soon, however much stands beside an integer that JavaScript cannot hold', () => {
    const text = `[12345678901234567890,${'1,'.repeat(500_000)}1]`;
    const began = performance.now();
    expect(parseClientJson(text)).toHaveLength(500_002);
    expect(performance.now() - began).toBeLessThan(200);
  });

  it.each(['{"__proto__":1}', '{"a":[{"__proto__" : {}}]}', '{"\\u005f_pr\\u006Fto__":1}'])(
    'is refused when it is %s',
    (text) => {
      expect(() => parseClientJson(text)).toThrow('__proto__');
    },
  );

  it.each(['{"query":"{ a(b: \\"__proto__\\") }"}', '{"a":"__proto__"}', '{"proto":1}'])(
    'may mention the name: %s',
    (text) => {
      expect(parseClientJson(text)).toEqual(JSON.parse(text));
    },
  );
});
