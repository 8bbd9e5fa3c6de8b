import { buildSchema, getIntrospectionQuery } from 'graphql';
import { describe, expect, it } from 'vitest';
import type { LimitOptions } from '../config/limit-options.js';
import { limitOptions } from '../config/limit-options.js';
import { createCheckDocument } from './check-document.js';

const schema = buildSchema(`
  type Query { product(id: ID, filter: Filter): Product node: Node }
  input Filter { and: [Filter!] text: String }
  interface Node { id: ID! }
  type Product implements Node { id: ID! name: String! next: Product }
`);

function codesOf(source: string, limits: Partial<LimitOptions> = {}): readonly unknown[] {
  const checked = createCheckDocument({ schema, limits: limitOptions.parse(limits) })(source);
  return checked.kind === 'valid' ? [] : checked.errors.map(({ extensions }) => extensions?.['code']);
}

const nested = (levels: number) =>
  `{ product ${'{ next '.repeat(levels - 1)}{ id } ${'}'.repeat(levels - 1)} }`;
/** Twice as many fields with each fragment. */
const bomb = (fragments: number) =>
  `{ product { ...f0 } } ${Array.from({ length: fragments }, (_, index) => `fragment f${index} on Product { a: next { ...f${index + 1} } b: next { ...f${index + 1} } }`).join(' ')} fragment f${fragments} on Product { id }`;

describe('a document within the defaults', () => {
  it.each([
    ['the introspection query of tools', getIntrospectionQuery({ inputValueDeprecation: true, oneOf: true })],
    [
      'nine levels of ofType',
      `{ __schema { types { fields { args { type ${'{ name ofType '.repeat(9)}{ name } ${'}'.repeat(9)} } } } } }`,
    ],
    [
      'hundreds of fields on six levels',
      `{ ${`product { ${'name '.repeat(100)} next { next { next { id } } } } `.repeat(5)} }`,
    ],
    ['thousand fields of one response name', `{ product { ${'id '.repeat(1_000)} } }`],
    ['forty levels', nested(40)],
  ])('with %s is accepted', (_what, source) => {
    expect(codesOf(source)).toEqual([]);
  });
});

describe('a document above the defaults', () => {
  it.each([
    ['60 levels of fields', nested(60), ['MAX_DEPTH_LIMIT']],
    [
      '101 aliases',
      `{ ${Array.from({ length: 101 }, (_, index) => `a${index}: __typename`).join(' ')} }`,
      ['MAX_ALIASES_LIMIT', 'MAX_ROOT_FIELDS_LIMIT'],
    ],
    ['201 directives', `{ product { id ${'@skip(if: false) '.repeat(201)} } }`, ['MAX_DIRECTIVES_LIMIT']],
    ['201 unknown directives', `{ product { id ${'@x '.repeat(201)} } }`, ['MAX_DIRECTIVES_LIMIT']],
    [
      '501 variables',
      `query(${Array.from({ length: 501 }, (_, index) => `$v${index}: ID`).join(' ')}) { product { id } }`,
      ['MAX_VARIABLES_LIMIT'],
    ],
    ['20,000 tokens', `{ ${'id '.repeat(20_000)} }`, ['MAX_TOKENS_LIMIT']],
    ['a string of a megabyte', `{ product(id: "${'x'.repeat(1_000_000)}") { id } }`, ['MAX_TOKENS_LIMIT']],
    ['a million line breaks', '\n'.repeat(1_000_000), ['MAX_TOKENS_LIMIT']],
    ['100,000 levels', '{a'.repeat(100_000), ['MAX_RECURSION_LIMIT']],
    ['100,000 lists', `{a(b:${'['.repeat(100_000)}`, ['MAX_RECURSION_LIMIT']],
    ['100,000 objects', `{a(b:${'{b:'.repeat(100_000)}`, ['MAX_RECURSION_LIMIT']],
    ['100,000 list types', `query($a:${'['.repeat(100_000)}`, ['MAX_RECURSION_LIMIT']],
    [
      'a chain of 600 fragments',
      `{ product { ...f0 } } ${Array.from({ length: 600 }, (_, index) => `fragment f${index} on Product { ...f${index + 1} }`).join(' ')} fragment f600 on Product { id }`,
      ['MAX_RECURSION_LIMIT'],
    ],
    [
      '2^20 fields by fragments',
      bomb(20),
      ['MAX_HEIGHT_LIMIT', 'MAX_ALIASES_LIMIT', 'MAX_RECURSIVE_SELECTIONS_LIMIT'],
    ],
    [
      'introspection that goes round',
      '{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }',
      ['MAX_INTROSPECTION_DEPTH_LIMIT'],
    ],
    [
      'introspection that goes round in fragments',
      '{ __schema { types { ...A } } } fragment A on __Type { fields { type { ...B } } } fragment B on __Type { interfaces { ...C } } fragment C on __Type { possibleTypes { name } }',
      ['MAX_INTROSPECTION_DEPTH_LIMIT'],
    ],
    [
      'the schema eleven times',
      `{ ${Array.from({ length: 11 }, (_, index) => `a${index}: __schema { description }`).join(' ')} }`,
      ['MAX_INTROSPECTION_FIELDS_LIMIT'],
    ],
  ])('with %s is refused with its codes', (_what, source, codes) => {
    expect(codesOf(source)).toEqual(codes);
  });
});

describe('each limit', () => {
  it.each([
    ['maxTokens', 7, '{ product { id } }', 'MAX_TOKENS_LIMIT', 1],
    ['maxRecursion', 2, '{ product { id } }', 'MAX_RECURSION_LIMIT', 0],
    ['maxValueDepth', 2, '{ product(filter: { and: [] }) { id } }', 'MAX_RECURSION_LIMIT', 0],
    ['maxRecursiveSelections', 2, '{ product { id } }', 'MAX_RECURSIVE_SELECTIONS_LIMIT', 0],
    ['maxDepth', 2, '{ product { id } }', 'MAX_DEPTH_LIMIT', 0],
    ['maxHeight', 2, '{ product { id } }', 'MAX_HEIGHT_LIMIT', 0],
    ['maxAliases', 2, '{ a: product { b: id } }', 'MAX_ALIASES_LIMIT', 0],
    ['maxRootFields', 2, '{ product { id } node { id } }', 'MAX_ROOT_FIELDS_LIMIT', 0],
    [
      'maxDirectives',
      2,
      'query($if: Boolean!) { product @skip(if: $if) { id @skip(if: $if) } }',
      'MAX_DIRECTIVES_LIMIT',
      0,
    ],
    [
      'maxVariables',
      2,
      'query($a: ID, $b: Filter) { product(id: $a, filter: $b) { id } }',
      'MAX_VARIABLES_LIMIT',
      0,
    ],
    [
      'maxIntrospectionDepth',
      2,
      '{ __schema { types { fields { type { interfaces { name } } } } } }',
      'MAX_INTROSPECTION_DEPTH_LIMIT',
      0,
    ],
    [
      'maxIntrospectionFields',
      2,
      '{ __schema { description } __type(name: "Node") { name } }',
      'MAX_INTROSPECTION_FIELDS_LIMIT',
      0,
    ],
  ] as const)('%s lets %i pass and no more', (name, limit, source, code, slack) => {
    expect(codesOf(source, { [name]: limit })).toEqual([]);
    expect(codesOf(source, { [name]: limit - 1 - slack })).toEqual([code]);
  });
});

describe('limits that only warn', () => {
  it('let a document pass and say what it exceeds, but for what always holds', () => {
    const limits = limitOptions.parse({ maxDepth: 1, maxAliases: 1, maxTokens: 20, warnOnly: true });
    const check = createCheckDocument({ schema, limits });
    expect(check('query Q { a: product { b: id } }')).toMatchObject({
      kind: 'valid',
      exceeded: [
        { code: 'MAX_DEPTH_LIMIT', operationName: 'Q', measured: 2, limit: 1 },
        { code: 'MAX_ALIASES_LIMIT', measured: 2, limit: 1 },
      ],
    });
    expect(check(`{ ${'node '.repeat(30)} }`)).toMatchObject({ kind: 'refused' });
  });
});

describe('fragments that cannot be measured', () => {
  it.each([
    [
      'a cycle',
      '{ product { ...A } } fragment A on Product { ...B } fragment B on Product { next { ...A } }',
      'Cannot spread fragment "A" within itself via "B".',
    ],
    [
      'one name for two',
      '{ product { ...A } } fragment A on Product { id } fragment A on Product { name }',
      'There can be only one fragment named "A".',
    ],
  ])('like %s are refused, and the error says why', (_what, source, message) => {
    const checked = createCheckDocument({ schema, limits: limitOptions.parse({}) })(source);
    expect(checked).toMatchObject({
      kind: 'refused',
      errors: [{ message, extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }],
    });
  });
});
