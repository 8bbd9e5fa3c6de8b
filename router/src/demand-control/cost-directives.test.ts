import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { readCostDirectives } from './cost-directives.js';

function compose(imports: string, ...schemas: readonly string[]) {
  const { supergraphSdl, errors } = composeServices(
    schemas.map((sdl, index) => ({
      name: `s${index}`,
      url: `http://s${index}.test`,
      typeDefs: parse(
        `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@shareable", ${imports}]) ${sdl}`,
      ),
    })),
  );
  if (supergraphSdl === undefined) throw new AggregateError(errors);
  return readCostDirectives(parse(supergraphSdl));
}

const ELEMENTS = `
  type Query { items(first: Int @cost(weight: 2), by: By): [Item!] @listSize(slicingArguments: ["first"], assumedSize: 3) @cost(weight: 5) }
  type Item @cost(weight: 3) { kind: Kind weight: Heavy }
  enum Kind @cost(weight: 1) { A B }
  scalar Heavy @cost(weight: 9)
  input By { text: String @cost(weight: 4) }`;

describe('cost directives', () => {
  it('are read from all elements that can have one', () => {
    const read = compose('"@cost", "@listSize"', ELEMENTS);
    expect(read.typeWeights).toEqual(new Map(Object.entries({ Item: 3, Kind: 1, Heavy: 9 })));
    expect(read.fieldWeights).toEqual(new Map(Object.entries({ 'Query.items': 5, 'By.text': 4 })));
    expect(read.argumentWeights).toEqual(new Map([['Query.items.first', 2]]));
    expect(read.listSizes).toEqual(
      new Map([
        [
          'Query.items',
          {
            assumedSize: 3,
            slicingArguments: ['first'],
            sizedFields: [],
            requireOneSlicingArgument: true,
          },
        ],
      ]),
    );
  });

  it('are read under the names that they were imported as, or were given without an import', () => {
    const renamed = ELEMENTS.replaceAll('@cost', '@price').replaceAll('@listSize', '@federation__listSize');
    const read = compose('{ name: "@cost", as: "@price" }', renamed);
    expect(read.fieldWeights.get('Query.items')).toBe(5);
    expect(read.listSizes.get('Query.items')?.assumedSize).toBe(3);
  });

  it('are read as composition merged them: the larger weight, the larger size, the milder requirement', () => {
    const read = compose(
      '"@cost", "@listSize"',
      'type Query { a(first: Int): [Int] @shareable @cost(weight: 2) @listSize(assumedSize: 3, requireOneSlicingArgument: false) }',
      'type Query { a(first: Int): [Int] @shareable @cost(weight: 7) @listSize(assumedSize: 2, slicingArguments: ["first"]) }',
    );
    expect(read.fieldWeights.get('Query.a')).toBe(7);
    expect(read.listSizes.get('Query.a')).toEqual({
      assumedSize: 3,
      slicingArguments: ['first'],
      sizedFields: [],
      requireOneSlicingArgument: false,
    });
  });

  it('of other specifications with the same names say nothing', () => {
    const read = readCostDirectives(
      parse(`schema @link(url: "https://specs.apollo.dev/link/v1.0") @link(url: "https://example.com/cost/v0.1") { query: Query }
        type Query { a: Int @cost(weight: 5) }`),
    );
    expect(read.fieldWeights.size).toBe(0);
  });
});
