import { describe, expect, it } from 'vitest';
import type { DataRewrite, RewriteSegment } from '../planner/query-plan.js';
import { applyRewrites } from './data-rewrites.js';

const POSSIBLE = new Map([
  ['Media', new Set(['Book', 'Film'])],
  ['Book', new Set(['Book'])],
]);
const possibleTypes = (name: string) => POSSIBLE.get(name) ?? new Set<string>();

const key = (name: string): RewriteSegment => ({ kind: 'key', name });
const type = (...types: string[]): RewriteSegment => ({ kind: 'type', types });
const set = (value: unknown, ...path: RewriteSegment[]): DataRewrite => ({ kind: 'setValue', path, value });
const rename = (name: string, ...path: RewriteSegment[]): DataRewrite => ({ kind: 'renameKey', path, name });

function rewritten(value: unknown, ...rewrites: DataRewrite[]): unknown {
  const copy: unknown = structuredClone(value);
  applyRewrites(copy, rewrites, possibleTypes);
  return copy;
}

describe('setting a value', () => {
  it('replaces what is there, and adds what is not', () => {
    expect(rewritten({ a: 1 }, set(2, key('a')))).toEqual({ a: 2 });
    expect(rewritten({}, set('Media', key('__typename')))).toEqual({ __typename: 'Media' });
  });

  it('goes through objects and lists of any depth, past nulls and leaves', () => {
    expect(
      rewritten(
        { a: [[{ b: { c: 1 } }], null, 'leaf', { b: null }, { b: [{ c: 1 }, 7] }] },
        set(2, key('a'), key('b'), key('c')),
      ),
    ).toEqual({ a: [[{ b: { c: 2 } }], null, 'leaf', { b: null }, { b: [{ c: 2 }, 7] }] });
  });

  it('makes no objects on the way', () => {
    expect(rewritten({}, set(2, key('a'), key('b')))).toEqual({});
  });

  it('does not take an inherited property for an object on the way', () => {
    const before = Object.getOwnPropertyNames(Object.prototype);
    rewritten({}, set(2, key('__proto__'), key('polluted')), set(2, key('constructor'), key('polluted')));
    expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before);
    expect('polluted' in Object).toBe(false);
  });
});

describe('renaming a key', () => {
  it('moves the value, null included', () => {
    expect(rewritten({ x: 1, y: 2 }, rename('a', key('x')))).toEqual({ y: 2, a: 1 });
    expect(rewritten({ x: null }, rename('a', key('x')))).toEqual({ a: null });
  });

  it('leaves an object alone that does not have the key', () => {
    expect(rewritten({ a: 1 }, rename('a', key('x')))).toEqual({ a: 1 });
    expect(rewritten({ a: 1 }, rename('a', key('toString')))).toEqual({ a: 1 });
  });
});

describe('a type condition', () => {
  const value = [
    { __typename: 'Book', v: 1 },
    { __typename: 'Film', v: 1 },
    { __typename: 'Song', v: 1 },
  ];
  const values = (rewrite: DataRewrite) => (rewritten(value, rewrite) as { v: number }[]).map(({ v }) => v);

  it('lets objects of the type pass', () => {
    expect(values(set(2, type('Book'), key('v')))).toEqual([2, 1, 1]);
    expect(values(set(2, type('Film', 'Song'), key('v')))).toEqual([1, 2, 2]);
  });

  it('lets objects of its possible types pass', () => {
    expect(values(set(2, type('Media'), key('v')))).toEqual([2, 2, 1]);
  });

  it('lets the name of an interface pass, as an interface object answers it', () => {
    expect(rewritten({ __typename: 'Media', v: 1 }, set(2, type('Media'), key('v')))).toMatchObject({ v: 2 });
  });

  it('lets an object pass that does not say its type', () => {
    expect(rewritten({ v: 1 }, set(2, type('Book'), key('v')))).toEqual({ v: 2 });
  });
});

it('rewrites apply one after the other', () => {
  expect(rewritten({ a: 1 }, rename('b', key('a')), set(3, key('b')), rename('c', key('b')))).toEqual({
    c: 3,
  });
});
