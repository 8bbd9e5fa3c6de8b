import { buildSchema, graphqlSync } from 'graphql';
import { expect, it } from 'vitest';
import { selectsField } from './selects-field.js';

const schema = buildSchema(`
  type Query { search: Result }
  type Result { total: Int edges: [Edge] }
  type Edge { cursor: String marks: String }`);

function selected(source: string, path: readonly string[]): boolean {
  let found = false;
  const result = graphqlSync({
    schema,
    source,
    variableValues: { yes: true, no: false },
    rootValue: {
      search: (_args: unknown, _context: unknown, info: Parameters<typeof selectsField>[0]) => {
        found = selectsField(info, path);
        return null;
      },
    },
  });
  expect(result.errors).toBeUndefined();
  return found;
}

it.each([
  ['{ search { total } }', true],
  ['{ search { many: total } }', true],
  ['{ search { edges { cursor } } }', false],
  ['{ search { ... { total } } }', true],
  ['{ search { ...F } } fragment F on Result { ...G } fragment G on Result { total }', true],
  ['{ search { edges { cursor } } search { total } }', true],
  ['query($no: Boolean!) { search { total @include(if: $no) edges { cursor } } }', false],
  ['query($yes: Boolean!) { search { total @include(if: $yes) } }', true],
  ['query($yes: Boolean!) { search { ... @skip(if: $yes) { total } edges { cursor } } }', false],
  ['query($no: Boolean!) { search { ...F @skip(if: $no) } } fragment F on Result { total }', true],
  ['{ search { total @skip(if: true) edges { cursor } } }', false],
])('of %s the field is selected: %s', (source, expected) => {
  expect(selected(source, ['total'])).toBe(expected);
});

it('finds a field below another', () => {
  const path = ['edges', 'marks'];
  expect(selected('{ search { edges { marks } } }', path)).toBe(true);
  expect(selected('{ search { edges { cursor } } }', path)).toBe(false);
  expect(
    selected('{ search { edges { cursor } ...F } } fragment F on Result { edges { ... { marks } } }', path),
  ).toBe(true);
});
