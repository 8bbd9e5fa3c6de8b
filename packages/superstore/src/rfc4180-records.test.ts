import { expect, test } from 'vitest';
import { rfc4180Records } from './rfc4180-records.js';

test.each([
  [
    'a,b\nc,d\n',
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ],
  [
    'a,b\r\nc,d',
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ],
  ['"a, b","c ""d"" e"\n', [['a, b', 'c "d" e']]],
  ['"two\nlines",x\n', [['two\nlines', 'x']]],
  [',"",\n', [['', '', '']]],
  ['"a"', [['a']]],
  ['"""a"""\n', [['"a"']]],
  ['a,', [['a', '']]],
  ['', []],
])('%j is read as %j', (text, records) => {
  expect([...rfc4180Records(text)]).toEqual(records);
});

test.each(['a"b\n', '"a"b\n', '"a\n'])('%j is refused', (text) => {
  expect(() => [...rfc4180Records(text)]).toThrow(SyntaxError);
});
