import { describe, expect, it } from 'vitest';
import { rawJson } from '../json/raw-json.js';
import { copyValue, mergeValues } from './merge-values.js';
import { mergedProperty, slotProperty } from './slot-property.js';

const isObjectType = (name: string) => name === 'Book' || name === 'Film';
const merge = (target: unknown, source: unknown) => mergeValues(target, source, isObjectType);
const parse = (text: string) => JSON.parse(text) as Record<string, unknown>;

describe('merged values', () => {
  it.each([
    ['what is there stays', 1, 2, 1],
    ['null gives way', null, 2, 2],
    ['what is missing gives way', undefined, { a: 1 }, { a: 1 }],
    ['null adds nothing', { a: 1 }, null, { a: 1 }],
    ['objects are merged key by key', { a: 1, b: null }, { a: 2, b: 3, c: 4 }, { a: 1, b: 3, c: 4 }],
    ['objects inside too', { a: { x: 1 } }, { a: { y: 2 } }, { a: { x: 1, y: 2 } }],
    ['lists are merged item by item', [{ x: 1 }, null, 3], [{ y: 2 }, 5, 4], [{ x: 1, y: 2 }, 5, 3]],
    ['a longer list adds its items', [1], [2, null, 3], [1, null, 3]],
    ['a shorter list takes nothing away', [1, 2], [3], [1, 2]],
    ['lists of lists too', [[{ x: 1 }]], [[{ y: 1 }]], [[{ x: 1, y: 1 }]]],
    ['an object and a list are not mixed', { a: 1 }, [1], { a: 1 }],
    ['an object and a leaf are not mixed', 'leaf', { a: 1 }, 'leaf'],
  ])('%s', (_what, target, source, expected) => {
    expect(merge(target, source)).toEqual(expected);
  });

  it('stay where they were: slots point to objects', () => {
    const inside = { x: 1 };
    const item = { x: 1 };
    const target = { inside, list: [item] };
    expect(merge(target, { inside: { y: 2 }, list: [{ y: 2 }] })).toBe(target);
    expect(target.inside).toBe(inside);
    expect(target.list[0]).toBe(item);
    expect(item).toEqual({ x: 1, y: 2 });
  });

  it('share nothing with the source, which others may share', () => {
    const source = { inside: { y: [{ z: 1 }] } };
    const merged = merge({}, source) as typeof source;
    merged.inside.y[0]!.z = 2;
    expect(source).toEqual({ inside: { y: [{ z: 1 }] } });
  });

  it('keep numbers as text whole', () => {
    const number = rawJson('1.0');
    expect(JSON.stringify(merge({ a: null, b: number }, { a: number, b: rawJson('2.0') }))).toBe(
      '{"a":1.0,"b":1.0}',
    );
    expect(merge(number, { a: 1 })).toBe(number);
    expect(merge({ a: 1 }, number)).toEqual({ a: 1 });
  });

  it('treat `__proto__` and inherited names as keys like others', () => {
    const merged = merge(
      parse('{"a":1}'),
      parse('{"__proto__":{"x":1},"constructor":{"y":1},"toString":"z"}'),
    );
    expect(JSON.stringify(merged)).toBe('{"a":1,"__proto__":{"x":1},"constructor":{"y":1},"toString":"z"}');
    expect(Object.getPrototypeOf(merged)).toBe(Object.prototype);
    const again = merge(merged, parse('{"__proto__":{"w":2}}'));
    expect(JSON.stringify(again)).toContain('"__proto__":{"x":1,"w":2}');
    expect(({} as { x?: number }).x).toBeUndefined();
  });
});

describe('a merged __typename', () => {
  it.each([
    ['an object type', 'Book', 'Media', 'Book'],
    ['an interface, of which the other knows the type', 'Media', 'Book', 'Book'],
    ['one of two interfaces', 'Media', 'Node', 'Media'],
    ['one of two object types', 'Book', 'Film', 'Book'],
    ['what is a string', 'Media', 7, 'Media'],
    ['what is there', null, 'Media', 'Media'],
  ])('is that of %s', (_what, known, other, expected) => {
    expect(merge({ __typename: known }, { __typename: other })).toEqual({ __typename: expected });
  });
});

describe('a copy', () => {
  it('is equal and shares no object or list', () => {
    const original = parse('{"a":[{"b":{"__proto__":1}},null,"x"],"toString":{}}');
    const copy = copyValue(original) as typeof original;
    expect(JSON.stringify(copy)).toBe(JSON.stringify(original));
    expect(copy).not.toBe(original);
    expect(copy['a']).not.toBe(original['a']);
    expect((copy['a'] as unknown[])[0]).not.toBe((original['a'] as unknown[])[0]);
  });

  it('has nothing of what the engine has noted on the original', () => {
    expect(
      copyValue({ a: { [slotProperty(0)]: 1, b: 2 }, [slotProperty(12)]: 3, [mergedProperty(0)]: { c: 1 } }),
    ).toEqual({ a: { b: 2 } });
  });

  it('keeps a key that only looks like the engine’s own', () => {
    expect(copyValue({ $0: 1, $_0: 2, $: 3 })).toEqual({ $0: 1, $_0: 2, $: 3 });
  });

  it('keeps numbers as text whole', () => {
    expect(JSON.stringify(copyValue([rawJson('12345678901234567890')]))).toBe('[12345678901234567890]');
  });
});
