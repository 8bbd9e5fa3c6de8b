import { describe, expect, it } from 'vitest';
import { FunctionModule } from './function-module.js';
import { literalKey, propertyAccess, readProperty } from './property-access.js';

type ReadFunction = (object: unknown) => unknown;

/** Reads a property with the code that is generated for it. */
function readByCode(object: unknown, key: string): unknown {
  const module = new FunctionModule();
  const name = module.uniqueName('read');
  module.declare(`function ${name}(o) { return ${propertyAccess('o', key)}; }`);
  const [read] = module.compile([name]) as [ReadFunction];
  return read(object);
}

/** As subgraphs send it: own properties, whatever their names. */
const parse = (text: string) => JSON.parse(text) as Record<string, unknown>;

const NAMES = [
  'name',
  '_',
  'class',
  'if',
  'constructor',
  'toString',
  'valueOf',
  'hasOwnProperty',
  'isPrototypeOf',
  'toLocaleString',
  '__proto__',
  '__defineGetter__',
  '__typename',
];

describe.each([
  ['compiled code', readByCode],
  ['readProperty', readProperty],
])('%s', (_what, read) => {
  it.each(NAMES)('gives undefined for %s when the object does not have it itself', (key) => {
    expect(read(parse('{"other":1}'), key)).toBeUndefined();
  });

  it.each(NAMES)('gives the own value of %s', (key) => {
    expect(read(parse(`{"${key}":"own"}`), key)).toBe('own');
    expect(read(parse(`{"${key}":null}`), key)).toBeNull();
    expect(read(parse(`{"${key}":false}`), key)).toBe(false);
  });

  it('reads objects that have no prototype', () => {
    const bare = Object.assign(Object.create(null) as Record<string, unknown>, { name: 1, toString: 2 });
    expect([read(bare, 'name'), read(bare, 'toString'), read(bare, 'constructor')]).toEqual([
      1,
      2,
      undefined,
    ]);
  });
});

describe('literalKey', () => {
  it.each(NAMES)('makes %s an own property, not a prototype', (key) => {
    const module = new FunctionModule();
    const name = module.uniqueName('make');
    module.declare(`function ${name}(value) { return { ${literalKey(key)}: value, last: 1 }; }`);
    const [make] = module.compile([name]) as [(value: unknown) => object];
    const made = make({ inside: true });
    expect(Object.getPrototypeOf(made)).toBe(Object.prototype);
    expect(JSON.stringify(made)).toBe(`{"${key}":{"inside":true},"last":1}`);
  });
});
