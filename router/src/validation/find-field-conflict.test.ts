import { buildSchema, OverlappingFieldsCanBeMergedRule, parse, specifiedRules, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import type { SeededRandom } from '../testing/seeded-random.js';
import { seededRandom } from '../testing/seeded-random.js';
import { findFieldConflict, TooManyComparisonsError } from './find-field-conflict.js';

const schema = buildSchema(`
  type Query { a: A b: B node: Node any: Any list: [A] nodes: [Node!]! }
  interface Node { id: ID name(x: Int, y: In): String node: Node }
  type A implements Node { id: ID name(x: Int, y: In): String node: Node v: Int w: String! a: A b: B c: [A] }
  type B implements Node { id: ID name(x: Int, y: In): String node: Node v: String w: Int! a: A b: B c: [A!] }
  type C { id: ID v: Int a: A }
  union Any = A | B | C
  input In { p: Int q: [String] }
`);
const conflictIn = (source: string, budget = 100_000) => findFieldConflict(schema, parse(source), budget);

const FIELDS: Record<string, readonly (readonly [string, string | undefined])[]> = {
  Query: [
    ['a', 'A'],
    ['b', 'B'],
    ['node', 'Node'],
    ['any', 'Any'],
    ['list', 'A'],
    ['nodes', 'Node'],
  ],
  Node: [
    ['id', undefined],
    ['name', undefined],
    ['node', 'Node'],
    ['__typename', undefined],
  ],
  A: [
    ['id', undefined],
    ['name', undefined],
    ['v', undefined],
    ['w', undefined],
    ['a', 'A'],
    ['b', 'B'],
    ['c', 'A'],
    ['node', 'Node'],
  ],
  B: [
    ['id', undefined],
    ['name', undefined],
    ['v', undefined],
    ['w', undefined],
    ['a', 'A'],
    ['b', 'B'],
    ['c', 'A'],
    ['node', 'Node'],
  ],
  C: [
    ['id', undefined],
    ['v', undefined],
    ['a', 'A'],
  ],
  Any: [['__typename', undefined]],
};
const CONDITIONS: Record<string, readonly string[]> = {
  Query: ['Query'],
  Node: ['A', 'B', 'Node', 'Any'],
  A: ['A', 'Node', 'Any'],
  B: ['B', 'Node', 'Any'],
  C: ['C', 'Any'],
  Any: ['A', 'B', 'C', 'Node'],
};
const ARGUMENTS = [
  '',
  '(x: 1)',
  '(x: 2)',
  '(y: { p: 1, q: ["a"] })',
  '(y: { q: ["a"], p: 1 })',
  '(x: 1, y: {})',
  '(y: {}, x: 1)',
];

/** A document that is valid but perhaps for fields that cannot be merged. */
function randomDocument(random: SeededRandom): string {
  const fragments = Array.from({ length: random.below(4) }, (_, index) => ({
    name: `F${index}`,
    type: random.pick(['A', 'B', 'Node']),
  }));
  const selections = (type: string, depth: number, usable: number): string =>
    `{ ${Array.from({ length: 1 + random.below(4) }, () => selection(type, depth, usable)).join(' ')} }`;
  function selection(type: string, depth: number, usable: number): string {
    if (depth > 0 && random.chance(0.25)) {
      const condition = random.pick(CONDITIONS[type]!);
      return `... on ${condition} ${selections(condition, depth - 1, usable)}`;
    }
    const spreads = fragments
      .slice(0, usable)
      .filter((fragment) => CONDITIONS[type]!.includes(fragment.type));
    if (spreads.length > 0 && random.chance(0.3)) return `...${random.pick(spreads).name}`;
    const fields = FIELDS[type]!.filter(([, composite]) => composite === undefined || depth > 0);
    const [name, composite] =
      fields.length === 0 ? (['__typename', undefined] as const) : random.pick(fields);
    const alias = random.chance(0.25) ? `${random.pick(['v', 'a', 'id', 'x'])}: ` : '';
    const args = name === 'name' && random.chance(0.4) ? random.pick(ARGUMENTS) : '';
    return `${alias}${name}${args}${composite === undefined ? '' : ` ${selections(composite, depth - 1, usable)}`}`;
  }
  const definitions = fragments.map(
    ({ name, type }, index) => `fragment ${name} on ${type} ${selections(type, 2, index)}`,
  );
  return [`query ${selections('Query', 4, fragments.length)}`, ...definitions].join('\n');
}

describe('looking for fields that cannot be merged', () => {
  it("finds some where graphql-js's rule does, in random documents, and nowhere else", () => {
    const others = specifiedRules.filter(
      (rule) => rule !== OverlappingFieldsCanBeMergedRule && rule.name !== 'NoUnusedFragmentsRule',
    );
    const seen = { conflicts: 0, none: 0 };
    for (let seed = 0; seed < 1_000; seed += 1) {
      const source = randomDocument(seededRandom(seed));
      const document = parse(source);
      expect(validate(schema, document, others), source).toEqual([]);
      // The rule looks at fragments that no operation spreads too; those are not valid.
      const unused = validate(
        schema,
        document,
        specifiedRules.filter(({ name }) => name === 'NoUnusedFragmentsRule'),
      );
      if (unused.length > 0) continue;
      const reference = validate(schema, document, [OverlappingFieldsCanBeMergedRule]);
      const found = findFieldConflict(schema, document, 100_000);
      expect(found === undefined, source).toBe(reference.length === 0);
      seen[found === undefined ? 'none' : 'conflicts'] += 1;
    }
    expect(seen.conflicts).toBeGreaterThan(50);
    expect(seen.none).toBeGreaterThan(50);
  });

  it.each([
    ['{ a { x: v x: w } }', 'x', '"v" and "w" are different fields'],
    ['{ a { name(x: 1) ...F } } fragment F on A { name(x: 2) }', 'name', 'they have differing arguments'],
    ['{ any { ... on A { v } ... on B { v } } }', 'v', 'they return conflicting types "Int" and "String"'],
    [
      '{ any { ... on A { x: a { id } } ... on B { x: v } } }',
      'x',
      'they return conflicting types "A" and "String"',
    ],
    [
      '{ any { ... on A { x: id } ... on Node { x: __typename } } }',
      'x',
      '"id" and "__typename" are different fields',
    ],
  ])('in %s says why', (source, responseName, reason) => {
    const conflict = conflictIn(source);
    expect(conflict).toMatchObject({ responseName, reason });
    expect(conflict?.nodes).toHaveLength(2);
  });

  it('accepts thousands of fields of one name, in time proportional to them', () => {
    expect(conflictIn(`{ ${'a { id name } '.repeat(3_000)} }`)).toBe(undefined);
    expect(conflictIn(`{ ${'a { id } '.repeat(3_000)} a { id: name } }`)).toMatchObject({
      responseName: 'id',
    });
  });

  it('looks through fragments that double each other once', () => {
    const fragments = Array.from(
      { length: 400 },
      (_, index) => `fragment F${index} on A { x: a { ...F${index + 1} } y: a { ...F${index + 1} } }`,
    );
    expect(conflictIn(`{ a { ...F0 } } ${fragments.join(' ')} fragment F400 on A { id }`)).toBe(undefined);
  });

  it('gives up when it would take too long', () => {
    const level = (inner: string): string =>
      `{ ... on A { v } ... on B { w } node ${inner} ... on A { node { id } } ... on B { node { name } } }`;
    let inner = '{ id }';
    for (let depth = 0; depth < 20; depth += 1) inner = level(inner);
    expect(() => conflictIn(`{ node ${inner} }`)).toThrow(TooManyComparisonsError);
  });
});
