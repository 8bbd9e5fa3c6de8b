import { describe, expect, it } from 'vitest';
import { parseLosslessJson } from '../json/parse-lossless-json.js';
import { copyResult } from './copy-result.js';

describe('copyResult', () => {
  it('copies lists and objects on all levels', () => {
    const original = { data: { list: [{ a: [1] }, null, 'x'], none: undefined }, b: true };
    const copy = copyResult(original) as typeof original;
    expect(copy).toEqual(original);
    const [item] = copy.data.list as [{ a: number[] }];
    item.a.push(2);
    copy.data.list.length = 1;
    expect(original.data.list).toEqual([{ a: [1] }, null, 'x']);
  });

  it('copies objects without a prototype', () => {
    const original = Object.assign(Object.create(null) as object, { a: { b: 1 } });
    const copy = copyResult(original) as typeof original;
    copy.a.b = 2;
    expect(original.a.b).toBe(1);
  });

  it('keeps what JSON.stringify makes of numbers, dates and objects of classes', () => {
    const original = [parseLosslessJson('[1.0,-0]'), new Date(0), { toJSON: () => 'mine' }];
    expect(JSON.stringify(copyResult(original))).toBe(JSON.stringify(original));
  });

  it('makes a member of "__proto__", and no prototype', () => {
    const copy = copyResult(JSON.parse('{"__proto__":{"x":1}}')) as object;
    expect(Object.getPrototypeOf(copy)).toBe(Object.prototype);
    expect(JSON.stringify(copy)).toBe('{"__proto__":{"x":1}}');
  });
});
