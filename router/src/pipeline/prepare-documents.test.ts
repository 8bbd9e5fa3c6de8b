import { buildSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { createPrepareDocument } from './prepare-documents.js';

const schema = buildSchema(
  'type Query { product(id: ID!): Product } type Product { id: ID! name: String! } type Subscription { changed: Product }',
);
const prepare = createPrepareDocument({ schema, introspection: true });
const errorsOf = (source: string, operationName?: string, prepared = prepare) => {
  const preparation = prepared(source, operationName);
  return preparation.kind === 'refused' ? preparation.errors : [];
};

describe('a document', () => {
  it('is parsed and validated once: the same text gives the same operation, named or not', () => {
    const source = 'query A { product(id: 1) { id } }';
    const first = prepare(source, undefined);
    expect(first.kind).toBe('prepared');
    expect(prepare(source, 'A')).toBe(first);
    expect(prepare(source, null)).toBe(first);
  });

  it('gives each of its operations', () => {
    const source = 'query A { product(id: 1) { id } } query B { product(id: 2) { id } }';
    const [a, b] = [prepare(source, 'A'), prepare(source, 'B')];
    expect(a).toMatchObject({ operation: { operation: { name: { value: 'A' } } } });
    expect(b).toMatchObject({ operation: { operation: { name: { value: 'B' } } } });
    expect(errorsOf(source)).toMatchObject([{ extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } }]);
  });

  it.each([
    ['{ product(', 'GRAPHQL_PARSE_FAILED', undefined],
    ['{ product(id: 1) { nope } }', 'GRAPHQL_VALIDATION_FAILED', undefined],
    ['{ product(id: 1) { id } }', 'OPERATION_RESOLUTION_FAILURE', 'Other'],
    ['{ product(id: 1) { id } }', 'OPERATION_RESOLUTION_FAILURE', ''],
    ['mutation { rename }', 'OPERATION_RESOLUTION_FAILURE', undefined],
    ['subscription { changed { id } }', 'OPERATION_RESOLUTION_FAILURE', undefined],
  ])('like %s is refused with %s', (source, code, operationName) => {
    expect(errorsOf(source, operationName)[0]?.extensions).toEqual({ code });
    // From the cache, too.
    expect(errorsOf(source, operationName)[0]?.extensions).toEqual({ code });
  });

  it('says where its mistakes are', () => {
    expect(errorsOf('{\n  nope\n}')).toMatchObject([{ locations: [{ line: 2, column: 3 }] }]);
  });

  it.each([
    ['levels', '{ product(id: 1) '.repeat(20_000)],
    ['lists in lists', `{ product(id: ${'['.repeat(20_000)}`],
  ])('with twenty thousand %s is refused, not fatal', (_what, source) => {
    expect(errorsOf(source)).toMatchObject([
      { message: 'The document is nested too deeply.', extensions: { code: 'GRAPHQL_PARSE_FAILED' } },
    ]);
  });

  it('with thousands of mistakes is told of a few', () => {
    expect(errorsOf(`{ ${'nope '.repeat(5_000)} }`).length).toBeLessThan(60);
  });

  it('gets no suggestions and no introspection when that is switched off', () => {
    const closed = createPrepareDocument({ schema, introspection: false });
    expect(errorsOf('{ produkt(id: 1) { id } }')[0]?.message).toContain('Did you mean "product"?');
    expect(errorsOf('{ produkt(id: 1) { id } }', undefined, closed)[0]?.message).toBe(
      'Cannot query field "produkt" on type "Query".',
    );
    expect(errorsOf('{ __schema { types { name } } }', undefined, closed)).toHaveLength(1);
    expect(errorsOf('{ __type(name: "Product") { name } }', undefined, closed)).toHaveLength(1);
    expect(errorsOf('{ __typename product(id: 1) { __typename } }', undefined, closed)).toEqual([]);
  });
});
