import { buildSchema, parse, print } from 'graphql';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../testing/seeded-random.js';
import { clientKey, createSeparateAliases } from './separate-aliases.js';

const SCHEMA = buildSchema(`
  type Query { id: ID name: String node: Node other(n: Int): Query }
  interface Node { key: ID }
  type Hidden { secret: Int }
  input In { inputField: Int }
`);
const { planKey, rename } = createSeparateAliases(SCHEMA);

const renamed = (source: string) => print(rename(parse(source))).replaceAll(/\s+/g, ' ');

describe('an alias', () => {
  it.each(['id', 'name', 'key', 'secret', 'node', '__typename'])(
    'that is the name of a field is another key in plans: %s',
    (alias) => {
      const key = planKey(alias, 'other');
      expect(key).not.toBe(alias);
      expect(key).toMatch(/^[_A-Za-z][_0-9A-Za-z]*$/);
      expect(clientKey(key)).toBe(alias);
    },
  );

  it.each(['x', 'inputField', 'constructor', '__proto__', '_alia', 'Id'])(
    'that is none stays: %s',
    (alias) => {
      expect(planKey(alias, 'id')).toBe(alias);
      expect(clientKey(alias)).toBe(alias);
    },
  );

  it('that is the name of the field itself stays', () => {
    expect(planKey('id', 'id')).toBe('id');
    expect(renamed('{ id: id }')).toBe('{ id: id }');
  });

  it('is another key for each field, so that both can be asked for', () => {
    expect(planKey('id', 'name')).not.toBe(planKey('id', 'other'));
    expect(clientKey(planKey('id', 'name'))).toBe('id');
    expect(clientKey(planKey('id', 'other'))).toBe('id');
  });

  it('of a client that looks like one of ours is told from ours', () => {
    const ours = planKey('id', 'name');
    const clients = planKey(ours, 'name');
    expect(clients).not.toBe(ours);
    expect(clientKey(clients)).toBe(ours);
  });

  it('is given back for its plan key, whatever it is', () => {
    const random = seededRandom(3);
    const letters = ['a', 'b', '_', '0', 'of', '_of_', 'id', '_alias_', 'name'];
    for (let round = 0; round < 5_000; round++) {
      const alias = `x${Array.from({ length: random.below(5) }, () => random.pick(letters)).join('')}`.slice(
        random.below(2),
      );
      if (!/^[_A-Za-z]/.test(alias)) continue;
      const fieldName = random.pick(['id', 'name', 'node']);
      expect([alias, fieldName, clientKey(planKey(alias, fieldName))]).toEqual([alias, fieldName, alias]);
    }
  });
});

describe('a document for a planner', () => {
  it('has no alias that is the name of a field', () => {
    const text = renamed(
      'query ($n: Int) { id: name node: other(n: $n) { name: id ...F } } fragment F on Query { x: id name }',
    );
    expect(text).not.toMatch(/\b(id|name|node):/);
    expect(text).toContain('x: id');
    expect(text).toContain('other(n: $n)');
  });

  it('that needs no change is the same', () => {
    const source = '{ id x: name other(n: 1) { node { key } } }';
    expect(renamed(source)).toBe(print(parse(source)).replaceAll(/\s+/g, ' '));
  });

  it('keeps the document that it was made of', () => {
    const document = parse('{ id: name }');
    const before = print(document);
    rename(document);
    expect(print(document)).toBe(before);
  });
});
