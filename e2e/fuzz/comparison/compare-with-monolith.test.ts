import { describe, expect, it } from 'vitest';
import type { MonolithAnswer } from '../monolith.js';
import { compareWithMonolith } from './compare-with-monolith.js';
import { readSubjectAnswer } from './subject-answer.js';

/** The monolith's answer to `{ a { x y } }`, with failures at these paths. */
function expected(data: MonolithAnswer['data'], ...failed: readonly (string | number)[][]): MonolithAnswer {
  return {
    data,
    errors: failed.map((path) => ({ message: 'It failed.', path })),
    failedPaths: new Set(failed.map((path) => JSON.stringify(path))),
    nullablePaths: new Set(),
  };
}

const compare = (text: string, answer: MonolithAnswer) =>
  compareWithMonolith(readSubjectAnswer(text), answer);
const CODE = '"extensions":{"code":"X"}';

describe('data', () => {
  it('is equal however strings are escaped', () => {
    expect(compare('{ "data": {"a": "\\u00eb\\/"} }', expected({ a: 'ë/' }))).toEqual([]);
  });

  it.each([
    ['of another order', '{"data":{"y":2,"x":1}}'],
    ['with a missing key', '{"data":{"x":1}}'],
    ['with a number of other text', '{"data":{"x":1.0,"y":2}}'],
    ['that is absent', '{}'],
  ])('%s differs', (_what, text) => {
    expect(compare(text, expected({ x: 1, y: 2 }))).toHaveLength(1);
  });
});

describe('errors', () => {
  it('may be any one of those that took the same parent with them', () => {
    const answer = expected({ a: null }, ['a', 'x'], ['a', 'y']);
    expect(compare(`{"errors":[{"message":"","path":["a","y"],${CODE}}],"data":{"a":null}}`, answer)).toEqual(
      [],
    );
  });

  it.each([
    ['is missing', '{"data":{"a":null}}', 'no error explains'],
    ['has no code', '{"errors":[{"message":"","path":["a","x"]}],"data":{"a":null}}', 'no code'],
    ['has no path', `{"errors":[{"message":"",${CODE}}],"data":{"a":null}}`, 'no path'],
    [
      'is elsewhere',
      `{"errors":[{"message":"","path":["a","z"],${CODE}}],"data":{"a":null}}`,
      'nothing fails',
    ],
  ])('that %s is a difference', (_what, text, difference) => {
    expect(compare(text, expected({ a: null }, ['a', 'x'])).join()).toContain(difference);
  });
});

it('an error of what only the plan needs may stand at an object that holds a null, and at no other', () => {
  const refused = (code: string) => `"errors":[{"message":"?","path":["a"],"extensions":{"code":"${code}"}}]`;
  const code = 'DOWNSTREAM_SERVICE_ERROR';
  const withNull = { a: { x: null } };
  expect(compare(`{"data":{"a":{"x":null}},${refused(code)}}`, expected(withNull))).toEqual([]);
  expect(compare(`{"data":{"a":{"x":null}},${refused('PLANNED_FAULT')}}`, expected(withNull))).not.toEqual(
    [],
  );
  expect(compare(`{"data":{"a":{"x":1}},${refused(code)}}`, expected({ a: { x: 1 } }))).not.toEqual([]);
});
