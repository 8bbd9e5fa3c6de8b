import { parse, print } from 'graphql';
import { describe, expect, it } from 'vitest';
import { sizeConnections } from './size-connections.js';

const CONNECTION = 'type Things { edges: [Thing!]! pageInfo: Int } type Thing { id: ID! }';
const directivesOf = (fields: string) => {
  const printed = print(sizeConnections(parse(`type Query { ${fields} } ${CONNECTION}`)));
  return [...printed.matchAll(/@\w+\(.*\)/g)].map(([directive]) => directive);
};

describe('sizes of connections', () => {
  it('are those of their arguments, 20 without one', () => {
    expect(directivesOf('things(first: Int, after: String, last: Int): Things!')).toEqual([
      '@listSize(slicingArguments: ["first", "last"], sizedFields: ["edges"], assumedSize: 20, requireOneSlicingArgument: false)',
    ]);
  });

  it('name only arguments that there are', () => {
    expect(directivesOf('things(first: Int): Things')[0]).toContain('slicingArguments: ["first"],');
    expect(directivesOf('things: Things')[0]).toContain('slicingArguments: [],');
  });

  it('stay as they are where a field says one', () => {
    const own = '@listSize(assumedSize: 5, sizedFields: ["edges"])';
    expect(directivesOf(`things(first: Int): Things ${own}`)).toEqual([own]);
  });

  it('are not added to other fields', () => {
    expect(directivesOf('thing(first: Int): Thing list: [Thing!]')).toEqual([]);
  });
});
