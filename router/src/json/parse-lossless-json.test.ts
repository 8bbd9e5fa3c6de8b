import { describe, expect, it } from 'vitest';
import { JsonNestingError, parseLosslessJson } from './parse-lossless-json.js';
import { isRawJson } from './raw-json.js';

/** Places for a number: `#` stands for it. */
const PLACES = [
  '#',
  '[#]',
  '[1,#,2]',
  '{"a":#}',
  '{"a":{"b":[[#]]},"c":"x"}',
  ' [ 1 , # , 2 ] ',
  '{\n\t"a":\r\n#\n}',
];

describe('a number that JavaScript would write otherwise', () => {
  it.each([
    '-0',
    '-0.0',
    '0.0',
    '1.0',
    '-1.0',
    '10.50',
    '0.1000',
    '1e3',
    '1E3',
    '1e+3',
    '1e-3',
    '-1.5e10',
    '1E400',
    '-1e999999',
    '0e0',
    '1e21',
    '9007199254740993',
    '12345678901234567890',
    '-12345678901234567890',
    '0.12345678901234567890123',
    '123456789.0123456789',
    '0.0000001',
    '0.00000012',
    '1000000000000000000000',
    `1${'0'.repeat(400)}`,
    `0.${'0'.repeat(400)}1`,
    `1.${'0'.repeat(400)}`,
  ])('is given back as it was written: %s', (number) => {
    for (const place of PLACES) {
      const text = place.replace('#', number);
      const compact = text.replaceAll(/\s/g, '');
      expect(JSON.stringify(parseLosslessJson(text))).toBe(compact);
    }
    expect(isRawJson(parseLosslessJson(number))).toBe(true);
  });
});

describe('a number that JavaScript writes as it was', () => {
  it.each([
    '0',
    '1',
    '-1',
    '1.5',
    '-0.5',
    '0.1',
    '123456789012345',
    '9007199254740991',
    '0.000001',
    '0.30000000000000004',
    '1e+21',
    '1.5e-7',
    '1e-7',
  ])('is a number: %s', (number) => {
    for (const place of PLACES) {
      const text = place.replace('#', number);
      expect(parseLosslessJson(text)).toEqual(JSON.parse(text));
    }
  });
});

describe('parseLosslessJson', () => {
  it('gives back each of 100,000 random numbers as it was written', () => {
    let seed = 42;
    const random = (count: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.floor((seed / 2_147_483_648) * count);
    };
    const digits = (count: number) =>
      Array.from({ length: count }, () => (random(3) === 0 ? 0 : random(10))).join('');
    const number = () => {
      const sign = random(4) === 0 ? '-' : '';
      const whole = random(3) === 0 ? '0' : `${1 + random(9)}${digits(random(18))}`;
      const fraction = random(2) === 0 ? '' : `.${digits(1 + random(18))}`;
      const exponent =
        random(8) === 0 ? `${'eE'[random(2)] ?? ''}${['', '+', '-'][random(3)] ?? ''}${random(400)}` : '';
      return sign + whole + fraction + exponent;
    };
    for (let turn = 0; turn < 100_000; turn += 1) {
      const text = `{"n":${number()}}`;
      // One by one, so that each has to be found by itself.
      if (JSON.stringify(parseLosslessJson(text)) !== text)
        expect(JSON.stringify(parseLosslessJson(text))).toBe(text);
    }
  });

  it('leaves strings alone that look like numbers', () => {
    const value = {
      a: '1.0',
      b: ',1.0,',
      c: '[-0]',
      d: '{"a":1e3}',
      e: ': 12345678901234567890 ',
      'k: 1.0,': '\\" 1.0, \\',
      '1.0': '\u0000\ud800',
    };
    const text = JSON.stringify(value);
    expect(parseLosslessJson(text)).toEqual(value);
    // Also beside a number that has to be kept.
    expect(JSON.stringify(parseLosslessJson(`[${text},1.0]`))).toBe(`[${text},1.0]`);
  });

  it('takes the last of equal keys, as JSON.parse does', () => {
    expect(JSON.stringify(parseLosslessJson('{"a":1.0,"a":2.0}'))).toBe('{"a":2.0}');
    expect(JSON.stringify(parseLosslessJson('{"a":1.0,"a":2}'))).toBe('{"a":2}');
    expect(JSON.stringify(parseLosslessJson('{"a":[1.0],"a":{"b":1e2}}'))).toBe('{"a":{"b":1e2}}');
  });

  it('makes a member of "__proto__", and no prototype', () => {
    for (const text of [
      '{"__proto__":{"x":1.0}}',
      '{"__proto__":1.0}',
      '{"a":{"__proto__":{"x":1}},"b":1.0}',
    ]) {
      const value = parseLosslessJson(text) as object;
      expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
      expect(JSON.stringify(value)).toBe(text);
    }
    expect(({} as { x?: unknown }).x).toBeUndefined();
  });

  it.each(['', '{', '{"a":1.0', '[1.0,]', '01.0', '1.', '-', '.50,', '1e', '[1.0]x', 'NaN', "{'a':1.0}"])(
    'throws for %j, which is not JSON',
    (text) => {
      expect(() => parseLosslessJson(text)).toThrow(SyntaxError);
    },
  );

  it('survives 100,000 levels', () => {
    const nested = (inner: string) => '['.repeat(100_000) + inner + ']'.repeat(100_000);
    expect(parseLosslessJson(nested('1'))).toBeInstanceOf(Array);
    expect(() => parseLosslessJson(nested('1.0'))).toThrow(JsonNestingError);
    expect(() => parseLosslessJson('{"a":'.repeat(100_000) + '1.0' + '}'.repeat(100_000))).toThrow(
      JsonNestingError,
    );
    expect(JSON.stringify(parseLosslessJson('['.repeat(1000) + '1.0' + ']'.repeat(1000)))).toContain('[1.0]');
  });

  it.each([
    ['digits', (size: number) => `"${'1'.repeat(size)}"`],
    ['one number', (size: number) => '1'.repeat(size)],
    ['points', (size: number) => `"${'.'.repeat(size)}"`],
    ['fractions', (size: number) => `"${'.0'.repeat(size / 2)}"`],
    ['zeros after a point', (size: number) => `"1.${'0'.repeat(size)}x"`],
    ['exponents', (size: number) => `"${'1e1'.repeat(size / 3)}"`],
    ['signs', (size: number) => `"${'-0'.repeat(size / 2)}"`],
    ['digits and exponents', (size: number) => `"${`${'1'.repeat(30)}e1`.repeat(size / 32)}"`],
  ])('takes time in proportion to 4 MB of %s', (_title, make) => {
    const start = process.cpuUsage();
    parseLosslessJson(make(4_000_000));
    const { user, system } = process.cpuUsage(start);
    // Quadratic time would be hours.
    expect(user + system).toBeLessThan(3_000_000);
  });
});
