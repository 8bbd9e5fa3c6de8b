import type { FieldNode } from 'graphql';
import {
  buildSchema,
  Kind,
  NoUnusedVariablesRule,
  parse,
  specifiedRules,
  stripIgnoredCharacters,
  validate,
  visit,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import type { PreparedOperation } from '../engine/engine.js';
import { filterOperation } from './operation-filter.js';

const SCHEMA = buildSchema(`
  type Query { open: Int  x: Int  me: User  all: [User!]!  node: Node  any: Any }
  type User implements Node { id: ID!  name: String  x: Int  best: User  all: [User!]! }
  type Other implements Node { id: ID!  x: Int }
  interface Node { id: ID!  x: Int }
  union Any = User | Other
`);

function prepare(source: string): PreparedOperation {
  const document = parse(source, { noLocation: true });
  const operation = document.definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('There is no operation.');
  return { source, document, operation };
}

/** What is executed when all fields called `x` are refused. */
function filter(source: string): string {
  const prepared = prepare(source);
  const refused = new Set<FieldNode>();
  visit(prepared.document, {
    Field(field) {
      if (field.name.value === 'x') refused.add(field);
    },
  });
  const { operation } = filterOperation(prepared, { schema: SCHEMA, refused });
  // Variables stay although nothing uses them any more, so that they are checked all the same.
  const rules = specifiedRules.filter((rule) => rule !== NoUnusedVariablesRule);
  expect(validate(SCHEMA, operation.document, rules)).toEqual([]);
  expect(operation.document.definitions).toContain(operation.operation);
  return stripIgnoredCharacters(operation.source);
}

describe('a filtered operation', () => {
  it.each([
    ['has no refused fields', '{ open y: x me { x name } }', '{open me{name}}'],
    ['asks for nothing when all is refused', '{ x me { x } }', '{__typename}'],
    ['asks for nothing when all is refused below lists', '{ all { all { x } } }', '{__typename}'],
    ['does not ask for what may be null and keeps nothing', '{ open me { best { x } } }', '{open}'],
    ['asks whether there is what must not be null', '{ open all { x } }', '{open all{__typename}}'],
    [
      'asks for types where they decide what is missing',
      '{ node { id x } any { ... on User { id x } } }',
      '{node{id __typename}any{...on User{id}__typename}}',
    ],
    [
      'asks for no types elsewhere',
      '{ open node { id } any { ... on User { id } } x }',
      '{open node{id}any{...on User{id}}}',
    ],
    [
      'has no fragments of which nothing is left',
      '{ open ...A } fragment A on Query { ...B } fragment B on Query { x }',
      '{open}',
    ],
    [
      'keeps what is left of fragments',
      '{ ...A } fragment A on Query { open me { ...C } } fragment C on User { x id }',
      '{...A}fragment A on Query{open me{...C}}fragment C on User{id}',
    ],
    [
      'keeps conditions',
      'query ($a: Boolean!) { open @skip(if: $a) me @include(if: $a) { x id } ... @skip(if: $a) { x } }',
      'query($a:Boolean!){open@skip(if:$a)me@include(if:$a){id}}',
    ],
    [
      'keeps variables that nothing is left of, so that they are checked all the same',
      'query ($a: Boolean!) { open x @skip(if: $a) }',
      'query($a:Boolean!){open}',
    ],
    [
      'asks for an object that conditions may leave empty',
      'query ($a: Boolean!) { open me { x @skip(if: $a) } }',
      'query($a:Boolean!){open me{__typename}}',
    ],
    [
      'has nothing that literal conditions leave out',
      '{ open me { x @skip(if: true) id @include(if: false) } }',
      '{open me{__typename}}',
    ],
    ['has no other operations of the document', 'query A { open x } query B { open }', 'query A{open}'],
    [
      'asks for types under a key that the document does not use',
      '{ node { __typename: id x } }',
      '{node{__typename:id __typename_:__typename}}',
    ],
  ])('%s', (_title, source, expected) => {
    expect(filter(source)).toBe(expected);
  });
});
