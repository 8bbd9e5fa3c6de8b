import { buildSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import type { ErrorInAnswer } from '../executor/place-errors.js';
import type { ResponsePath } from '../executor/response-path.js';
import { selectionOf } from '../testing/selection-of.js';
import { fitError } from './fit-error.js';

const SCHEMA = buildSchema(`
  scalar JSON
  interface Media { id: ID title: String next: Media }
  type Query { list: [Media] grid: [[A]] a: A json: JSON }
  type A { b: B n: Int }
  type B { c: Int }
  type Book implements Media { id: ID title: String pages: Int next: Media }
  type Film implements Media { id: ID title: String next: Media }
`);

/** Fits errors to an operation whose plan requires the fields `id` and `b`. */
function fit(
  query: string,
  data: unknown,
  errors: readonly ErrorInAnswer[],
  isExplained?: (path: ResponsePath) => boolean,
) {
  const selection = selectionOf(SCHEMA, query);
  const requiredNames = new Set(['id', 'b']);
  return errors.flatMap((error) => fitError(error, { selection, data, requiredNames, isExplained }) ?? []);
}

const fitted = (query: string, data: unknown, ...paths: ResponsePath[]) =>
  fit(
    query,
    data,
    paths.map((path) => ({ error: { message: 'x', path }, entityKeys: null })),
  ).map(({ path }) => path);

describe('the path of an error', () => {
  it('is found soon below many interfaces whose types select differently', () => {
    const levels = 22;
    const query = `{ list { ${'... on Book { pages } next { '.repeat(levels)}title${' }'.repeat(levels)} } }`;
    const path = ['list', 0, ...Array.from({ length: levels }, () => 'next'), 'title'];
    const began = performance.now();
    expect(fitted(query, { list: [null] }, path)).toEqual([path]);
    const innermost = path.slice(2).reduceRight<unknown>((inner, key) => ({ [key]: inner }), null);
    expect(fitted(query, { list: [innermost] }, path)).toEqual([path]);
    expect(performance.now() - began).toBeLessThan(500);
  });

  it.each([
    ['of a field', ['a', 'n']],
    ['of an object', ['a', 'b']],
    ['of an item', ['list', 0]],
    ['of a field of an item', ['list', 0, 'title']],
    ['of a field that only one type has', ['list', 0, 'pages']],
    ['of a field of an item that became null', ['list', 1, 'pages']],
    ['of an item of an inner list', ['grid', 0, 0, 'n']],
    ['of all', []],
    ['of a member of a custom scalar', ['json', 'x', 0, 'y']],
  ])('%s that was asked for stays', (_what, path) => {
    const query = '{ a { n b { c } } list { title ... on Book { pages } } grid { n } json }';
    const data = {
      a: { n: 1, b: { c: 1 } },
      list: [{ title: 't', pages: 1 }, null],
      grid: [[{ n: 1 }]],
      json: {},
    };
    expect(fitted(query, data, path)).toEqual([path]);
  });

  it('of what only one type selects below a field of all types stays', () => {
    const query = '{ list { next { id } ... on Film { next { title } } } }';
    const data = { list: [{ next: { id: '1', title: null } }] };
    expect(fitted(query, data, ['list', 0, 'next', 'title'])).toEqual([['list', 0, 'next', 'title']]);
  });

  it('of a required field that the client did not ask for is that of the object, if something is missing there', () => {
    expect(fitted('{ a { n } }', { a: { n: null } }, ['a', 'b', 'c'])).toEqual([['a']]);
    expect(fitted('{ a { n } }', { a: null }, ['a', 'b', 'c'])).toEqual([['a']]);
    const data = { list: [{ title: 't' }, { title: null }] };
    expect(fitted('{ list { title } }', data, ['list', 1, 'id'])).toEqual([['list', 1]]);
  });

  it('of a required field is not told where nothing is missing', () => {
    expect(fitted('{ a { n } }', { a: { n: 1 } }, ['a', 'b', 'c'])).toEqual([]);
    const data = { list: [{ title: 't' }, { title: null }] };
    expect(fitted('{ list { title } }', data, ['list', 0, 'id'])).toEqual([]);
  });

  it('of a field that neither the client nor the plan needs is not told', () => {
    expect(fitted('{ a { b { c } } }', { a: { b: null } }, ['a', 'n'])).toEqual([]);
    // The object has another type, of which nothing is selected.
    expect(
      fitted('{ list { title ... on Book { pages } } }', { list: [{ title: null }] }, ['list', 0, 'pages']),
    ).toEqual([]);
  });

  it('is that of the client’s alias', () => {
    const query = '{ x: a { n: b { c } } }';
    expect(fitted(query, { x: { n: null } }, ['x', 'n', 'c'], ['a', 'n'])).toEqual([['x', 'n', 'c']]);
  });

  it('may have keys that objects inherit', () => {
    const data = { constructor: { toString: 1 } };
    const paths = [
      ['constructor', 'toString'],
      ['constructor', 'valueOf'],
    ];
    expect(fitted('{ constructor: a { toString: n } }', data, ...paths)).toEqual([
      ['constructor', 'toString'],
    ]);
  });
});

describe('an error of what the plan needs, where another error explains the null', () => {
  const LIST = '{ list { title next { title } ... on Book { pages } } }';
  const told = (data: unknown, path: ResponsePath, explained: ResponsePath) =>
    fit(
      LIST,
      data,
      [{ error: { message: 'x', path }, entityKeys: null, typeOnPath: { depth: 2, typename: 'Film' } }],
      (nulled) => nulled.join('.') === explained.join('.'),
    ).length === 1;

  it('is not told, however deep the null is', () => {
    const data = { list: [{ title: null }, { title: 't', next: { title: null } }] };
    expect(told(data, ['list', 0, 'id'], ['list', 0, 'title'])).toBe(false);
    expect(told(data, ['list', 1, 'id'], ['list', 1, 'next', 'title'])).toBe(false);
    expect(told(data, ['list', 1, 'id'], ['list', 0, 'title'])).toBe(true);
  });

  it('is not told where the null is above the object that it is about', () => {
    expect(told({ list: null }, ['list', 0, 'pages'], ['list'])).toBe(false);
    expect(told({ list: [null] }, ['list', 0, 'pages'], ['list', 0])).toBe(false);
  });

  it('is told of the client’s own field nevertheless', () => {
    expect(told({ list: [{ title: null }] }, ['list', 0, 'title'], ['list', 0, 'title'])).toBe(true);
  });
});

describe('an error about a whole entity', () => {
  const told = (data: unknown, entityKeys: readonly string[]) =>
    fit('{ list { id title ... on Book { pages } } }', data, [
      { error: { message: 'x', path: ['list', 0] }, entityKeys },
    ]).length === 1;

  it('is told where one of the entity’s fields is missing', () => {
    expect(told({ list: [{ id: '1', title: null }] }, ['title'])).toBe(true);
    expect(told({ list: [null] }, ['title'])).toBe(true);
    expect(told({ list: null }, ['title'])).toBe(true);
  });

  it('is not told where all that is missing is not the entity’s', () => {
    expect(told({ list: [{ id: null, title: 't' }] }, ['title'])).toBe(false);
    expect(told({ list: [{ id: null, title: null }] }, ['pages'])).toBe(false);
  });

  it('is told where the entity had what others require, and something is missing', () => {
    expect(told({ list: [{ id: '1', title: null }] }, ['b'])).toBe(true);
    expect(told({ list: [{ id: '1', title: 't' }] }, ['b'])).toBe(false);
  });
});

it('errors that fit keep their order and all their members', () => {
  const first = { message: 'x', path: ['a', 'n'], extensions: { code: 'C' } };
  const second = { message: 'y', path: ['a', 'b'], extensions: { code: 'D' } };
  expect(
    fit(
      '{ a { n } }',
      { a: { n: null } },
      [first, second].map((error) => ({ error, entityKeys: null })),
    ),
  ).toEqual([first, { ...second, path: ['a'] }]);
});
