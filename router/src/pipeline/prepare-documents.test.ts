import { buildSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { limitOptions } from '../config/limit-options.js';
import { createPrepareDocument } from './prepare-documents.js';

const schema = buildSchema(
  'type Query { product(id: ID!): Product } type Product { id: ID! name: String! } type Subscription { changed: Product }',
);
const limits = limitOptions.parse({});
const prepareDocument = createPrepareDocument({ schema, limits, onExceeded: () => undefined });
const prepare = (source: string, operationName?: string | null) =>
  prepareDocument(source, operationName, true);
const errorsOf = (source: string, operationName?: string, mayIntrospect = true) => {
  const preparation = prepareDocument(source, operationName, mayIntrospect);
  return preparation.kind === 'refused' ? preparation.errors : [];
};

describe('a document', () => {
  it('is parsed and validated once: the same text gives the same operation, named or not', () => {
    const source = 'query A { product(id: 1) { id } }';
    const first = prepare(source);
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

  it('with thousands of mistakes is told of a few', () => {
    expect(errorsOf(`{ ${'nope '.repeat(5_000)} }`).length).toBeLessThan(30);
  });

  it('is not quoted at length in its errors', () => {
    const name = 'a'.repeat(50_000);
    const errors = errorsOf(`query ${name} { ${'product(id: $x) { id } '.repeat(30)} }`);
    expect(errors.length).toBeGreaterThan(10);
    expect(JSON.stringify(errors).length).toBeLessThan(40_000);
  });

  it('is answered about its schema, and corrected by suggestions, only for those who may know it', () => {
    expect(errorsOf('{ produkt(id: 1) { id } }')[0]?.message).toContain('Did you mean "product"?');
    expect(errorsOf('{ produkt(id: 1) { id } }', undefined, false)[0]?.message).toBe(
      'Cannot query field "produkt" on type "Query".',
    );
    for (const source of ['{ __schema { types { name } } }', '{ __type(name: "Product") { name } }']) {
      expect(errorsOf(source, undefined, true)).toEqual([]);
      expect(errorsOf(source, undefined, false)).toMatchObject([
        { locations: [{ line: 1, column: 3 }], extensions: { code: 'INTROSPECTION_DISABLED' } },
      ]);
    }
    const both = errorsOf('{ nope __schema { types { name } } }', undefined, false);
    expect(both.map(({ extensions }) => extensions?.['code'])).toEqual([
      'GRAPHQL_VALIDATION_FAILED',
      'INTROSPECTION_DISABLED',
    ]);
    expect(errorsOf('{ __typename product(id: 1) { __typename } }', undefined, false)).toEqual([]);
  });

  it('that is refused does not drive out documents in use', () => {
    const source = '{ product(id: 77) { id } }';
    const first = prepare(source);
    for (let index = 0; index < 2_000; index += 1) errorsOf(`{ nope${index} # ${'x'.repeat(1_000)}\n }`);
    expect(prepare(source)).toBe(first);
  });
});
