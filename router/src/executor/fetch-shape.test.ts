import { describe, expect, it } from 'vitest';
import type { DataRewrite } from '../planner/query-plan.js';
import { testTypes } from '../testing/test-types.js';
import type { Shape } from './fetch-shape.js';
import { readFetchShape, renameInShape } from './fetch-shape.js';

const { types } = testTypes(`
  scalar JSON
  scalar _Any
  enum Colour { RED }
  union _Entity = Book | Film
  union Any = Book | Film
  interface Media { id: ID! title: String }
  type Query { book: Book books: [[Book!]]! any: Any media: Media floats: [Float] json: JSON id: ID colour: Colour
    string: String int: Int boolean: Boolean rows: [[Int]] _entities(representations: [_Any!]!): [_Entity]! }
  type Mutation { change: Book }
  type Book implements Media { id: ID! title: String pages: Int next: Book rows: [Film] price: Float }
  type Film implements Media { id: ID! title: String minutes: Int rows: [[Film]] }
`);

const read = (operation: string) => readFetchShape(operation, types);

/** One line a field: `key:name→responseKey[]`, without what is the same; objects in braces. */
function draw(shape: Shape): string {
  return shape.fields
    .map(({ key, name, responseKey, child, listDepth }) => {
      const title = `${key}${name === key ? '' : `:${name}`}${responseKey === key ? '' : `→${responseKey}`}`;
      return `${title}${'[]'.repeat(listDepth)}${child === null ? '' : ` { ${draw(child)} }`}`;
    })
    .join(' ');
}

describe('the shape of a reply', () => {
  it.each([
    ['fields', '{ book { id title } string }', 'book { id title } string'],
    ['fields under aliases', '{ b: book { t: title id } }', 'b:book { t:title id }'],
    [
      'one key of two names',
      '{ any { ... on Book { v: pages } ... on Film { v: minutes } } }',
      'any { v:pages v:minutes }',
    ],
    [
      'lists of any depth, non-null or not',
      '{ books { id } floats rows }',
      'books[][] { id } floats[] rows[][]',
    ],
    [
      'the deepest list where types differ',
      '{ any { ... on Book { rows { id } } ... on Film { rows { minutes } } } }',
      'any { rows[][] { id minutes } }',
    ],
    ['a field once that is selected again', '{ book { id } book { id title } }', 'book { id title }'],
    [
      'inline fragments, those without a type too',
      '{ media { ... { id } ... on Media { title } ... on Book { pages } } }',
      'media { id title pages }',
    ],
    [
      'fragments by name, inside each other',
      '{ book { ...A } } fragment A on Book { id ...B } fragment B on Book { title }',
      'book { id title }',
    ],
    [
      '__typename',
      '{ __typename media { __typename t: __typename } }',
      '__typename media { __typename t:__typename }',
    ],
    ['mutations', 'mutation { change { id } }', 'change { id }'],
    [
      'entities',
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Book { title } } }',
      '_entities[] { title }',
    ],
  ])('has %s', (_what, operation, expected) => {
    expect(draw(read(operation).shape)).toBe(expected);
  });

  it('has what the supergraph does not define, too, such as a field that only one subgraph knows', () => {
    expect(draw(read('{ _service { sdl } book { unknown { id } } }').shape)).toBe(
      '_service { sdl } book { unknown { id } }',
    );
  });
});

describe('the number risk', () => {
  it.each([
    ['none', '{ string int boolean colour rows __typename book { title pages } }'],
    ['integers', '{ string id book { pages } }'],
    ['integers', '{ book { next { id } } }'],
    ['integers', '{ ...F } fragment F on Query { any { ... on Film { id } } }'],
    ['any', '{ floats }'],
    ['any', '{ json }'],
    ['any', '{ id json book { id } }'],
    ['any', '{ json id }'],
    ['any', 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Book { price } } }'],
  ])('is %s for %s', (expected, operation) => {
    expect(read(operation).numberRisk).toBe(expected);
  });
});

describe('a renamed key', () => {
  const key = (name: string) => ({ kind: 'key', name }) as const;
  const onBook = { kind: 'type', types: ['Book'] } as const;
  const rename = (name: string, ...path: DataRewrite['path']): DataRewrite => ({
    kind: 'renameKey',
    path,
    name,
  });

  it.each([
    ['at the top', [rename('title', key('x'))], 'x:title→title b:book { x:title }'],
    ['below a key', [rename('title', key('b'), onBook, key('x'))], 'x:title b:book { x:title→title }'],
    [
      'not for a value that is set',
      [{ kind: 'setValue', path: [key('x')], value: 1 } as const],
      'x:title b:book { x:title }',
    ],
    ['not for a key that is not there', [rename('title', key('y'))], 'x:title b:book { x:title }'],
  ])('is known by the client’s name: %s', (_what, rewrites, expected) => {
    const { shape } = read('{ x: title b: book { x: title } }');
    renameInShape(shape, rewrites);
    expect(draw(shape)).toBe(expected);
  });
});
