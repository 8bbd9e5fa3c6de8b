import type { FieldNode } from 'graphql';
import { buildSchema, Kind, parse, visit } from 'graphql';
import { describe, expect, it } from 'vitest';
import { filterOperation } from './operation-filter.js';
import { refusedPaths } from './refused-paths.js';

const SCHEMA = buildSchema(`
  type Query { me: User  node: Node }
  type User implements Node { x: Int  me: User  id: ID }
  type Other implements Node { x: Int  id: ID }
  interface Node { x: Int  id: ID }
`);

/** Where an operation asks for `x`, which is refused. */
function pathsOf(source: string, conditions: Readonly<Record<string, boolean>> = {}): readonly string[] {
  const document = parse(source, { noLocation: true });
  const [operation] = document.definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('There is no operation.');
  const refused = new Set<FieldNode>();
  visit(document, {
    Field(field) {
      if (field.name.value === 'x') refused.add(field);
    },
  });
  const filtered = filterOperation({ source, document, operation }, { schema: SCHEMA, refused });
  const { selectionSet: root } = operation;
  return refusedPaths({ document, root }, filtered, conditions).map((path) => path.join('.'));
}

/** 2^30 places in 30 fragments. */
const BOMB = Array.from(
  { length: 30 },
  (_, index) => `fragment F${index} on User { a: me { ...F${index + 1} } b: me { ...F${index + 1} } }`,
).join(' ');

describe('the places of what is refused', () => {
  it('are told once each, in the order of the operation, by its response keys', () => {
    expect(
      pathsOf('{ b: me { y: x id x } a: me { ...F } b: me { x ...F } } fragment F on User { me { x } }'),
    ).toEqual(['b.y', 'b.x', 'b.me.x', 'a.me.x']);
  });

  it('are those of all types that objects may have', () => {
    expect(pathsOf('{ node { id ... on User { x } ... on Other { y: x } } }')).toEqual(['node.x', 'node.y']);
  });

  it('are not told where conditions leave them out', () => {
    const query = 'query ($a: Boolean!) { me { id x @skip(if: $a) me @include(if: $a) { id x } } }';
    expect(pathsOf(query, { a: true })).toEqual(['me.me.x']);
    expect(pathsOf(query, { a: false })).toEqual(['me.x']);
  });

  it('are not looked for without end', () => {
    const told = `{ me { ...F0 } } ${BOMB} fragment F30 on User { id x }`;
    expect(pathsOf(told)).toHaveLength(100);
    const left = `query ($a: Boolean!) { me { ...F0 } } ${BOMB} fragment F30 on User { id x @include(if: $a) }`;
    expect(pathsOf(left, { a: false })).toEqual([]);
  });
});
