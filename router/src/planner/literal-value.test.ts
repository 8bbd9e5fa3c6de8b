import { parseConstValue } from 'graphql';
import { expect, it } from 'vitest';
import { literalValue } from './literal-value.js';

it.each([
  ['12', '12'],
  ['1e3', '1000'],
  ['123456789012345.5', '123456789012345.5'],
  ['9007199254740993', '9007199254740993'],
  ['-123456789012345678901234567890', '-123456789012345678901234567890'],
  ['1.0', '1'],
  ['1e400', '1e400'],
  ['0.10000000000000000555', '0.10000000000000000555'],
  ['[1, [9007199254740993], null]', '[1,[9007199254740993],null]'],
  ['{ deep: { long: 9007199254740993 }, __proto__: 1 }', '{"deep":{"long":9007199254740993},"__proto__":1}'],
  ['RED', '"RED"'],
  ['"a\\"b"', '"a\\"b"'],
  ['true', 'true'],
  ['null', 'null'],
])('the default %s is sent as %s', (literal, sent) => {
  expect(JSON.stringify(literalValue(parseConstValue(literal), 'inexact'))).toBe(sent);
});

it('a number that JavaScript writes alike is a number', () => {
  expect(literalValue(parseConstValue('-2.5'), 'inexact')).toBe(-2.5);
});

it.each(['1.0', '1e3', '-0', '9007199254740993'])('%s keeps its text where every text counts', (literal) => {
  expect(JSON.stringify(literalValue(parseConstValue(`[${literal}]`), 'rewritten'))).toBe(`[${literal}]`);
});
