import { buildSchema, Kind, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { fragmentsOf } from '../planner/fragments-of.js';
import { planSelection } from './plan-selection.js';
import type { FieldPlan, SelectionPlan } from './selection-plan.js';

const SCHEMA = buildSchema(`
  type Query { me: User media: [Media!] any: Any node: Node n: Int }
  type Mutation { change: User }
  interface Node { id: ID! }
  interface Media implements Node { id: ID! title: String value: Int }
  union Any = Book | Film | User
  type Book implements Media & Node { id: ID! title: String! value: Int pages: Int next: Media }
  type Film implements Media & Node { id: ID! title: String value: Int minutes: Int next: Media }
  type User implements Node { id: ID! name: String friend: User friends: [User!]! }
`);

function plan(source: string, conditions: Readonly<Record<string, unknown>> = {}): SelectionPlan {
  const document = parse(source);
  expect(validate(SCHEMA, document)).toEqual([]);
  const fragments = fragmentsOf(document);
  const operation = document.definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('no operation');
  const planKey = (responseKey: string, fieldName: string) =>
    responseKey === fieldName ? responseKey : `${responseKey}_of_${fieldName}`;
  return planSelection({ schema: SCHEMA, operation, fragments, conditions, planKey });
}

/** `key:name` for each field, objects in braces; of an abstract type the fields of each type, and the uniform ones. */
function draw(selection: SelectionPlan): string {
  if (!selection.abstract) return fields(selection.uniform ?? []);
  const byType = [...selection.fieldsByType].map(([typeName, its]) => `${typeName} { ${fields(its)} }`);
  const uniform =
    selection.uniform === null ? '' : ` | ${selection.typeName} { ${fields(selection.uniform)} }`;
  return `${byType.join(' ')}${uniform}`;
}

function fields(plans: readonly FieldPlan[]): string {
  return plans
    .map((field) => {
      if (field.kind !== 'data') return `${field.responseKey}(${field.kind})`;
      const name =
        field.responseKey === field.fieldName ? field.fieldName : `${field.responseKey}:${field.fieldName}`;
      return field.named.kind === 'leaf' ? name : `${name} { ${draw(field.named.selection)} }`;
    })
    .join(' ');
}

const drawn = (source: string, conditions?: Readonly<Record<string, unknown>>) =>
  draw(plan(source, conditions));

describe('a selection', () => {
  it.each([
    ['keeps the operation’s order', '{ n me { name id } }', 'n me { name id }'],
    ['is of the operation’s root type', 'mutation { change { id } }', 'change { id }'],
    ['keeps aliases', '{ a: n b: n me { id: name name: id } }', 'a:n b:n me { id:name name:id }'],
    ['has a field once, where it comes first', '{ n me { id } n me { name id } }', 'n me { id name }'],
    [
      'merges repeated fields all the way down',
      '{ me { friend { id } } me { friend { friend { id } name } } }',
      'me { friend { id friend { id } name } }',
    ],
    [
      'has fragments resolved',
      '{ ...A me { ...B } } fragment A on Query { n } fragment B on User { id ... { name } ... on User { id } }',
      'n me { id name }',
    ],
    [
      'has a fragment once that is spread twice',
      '{ me { ...F ...F } } fragment F on User { id }',
      'me { id }',
    ],
    [
      'merges what fragments and fields select',
      '{ me { friend { id } ...F } } fragment F on User { name friend { name } }',
      'me { friend { id name } name }',
    ],
    [
      'knows what the router answers itself',
      '{ __typename t: __typename __schema { description } x: __type(name: "User") { name } }',
      '__typename(typename) t(typename) __schema(introspection) x(introspection)',
    ],
  ])('%s', (_what, source, expected) => {
    expect(drawn(source)).toBe(expected);
  });

  it('knows each field’s plan key, type and parent', () => {
    const { uniform } = plan('{ me { label: name friends { id } } }');
    const [me] = uniform ?? [];
    expect(me).toMatchObject({ kind: 'data', planKey: 'me', parentType: 'Query' });
    const inside = me?.kind === 'data' && me.named.kind === 'object' ? me.named.selection.uniform : null;
    expect(inside).toMatchObject([
      { responseKey: 'label', planKey: 'label_of_name', fieldName: 'name', parentType: 'User' },
      { responseKey: 'friends', parentType: 'User' },
    ]);
    expect(inside?.map((field) => field.kind === 'data' && String(field.type))).toEqual([
      'String',
      '[User!]!',
    ]);
  });

  it('can have keys that objects inherit', () => {
    expect(drawn('{ __proto__: n constructor: me { toString: id } }')).toBe(
      '__proto__:n constructor:me { toString:id }',
    );
  });
});

describe('@skip and @include', () => {
  const source = `query ($a: Boolean!, $b: Boolean!) {
    n @skip(if: $a) me @include(if: $b) { id } ...F @skip(if: $a) ... @include(if: $b) { x: n } }
    fragment F on Query { y: n @include(if: $b) z: n }`;

  it.each([
    [true, true, 'me { id } x:n'],
    [true, false, ''],
    [false, true, 'n me { id } y:n z:n x:n'],
    [false, false, 'n z:n'],
  ])('with a=%s, b=%s', (a, b, expected) => {
    expect(drawn(source, { a, b })).toBe(expected);
  });

  it('take literal values, and both have to let a field pass', () => {
    expect(
      drawn(
        '{ n @skip(if: false) @include(if: true) a: n @skip(if: true) b: n @skip(if: false) @include(if: false) }',
      ),
    ).toBe('n');
  });

  it('of one field do not count for the same field elsewhere', () => {
    expect(drawn('query ($a: Boolean!) { me @skip(if: $a) { id } me { name } }', { a: true })).toBe(
      'me { name }',
    );
    expect(drawn('query ($a: Boolean!) { me @skip(if: $a) { id } me { name } }', { a: false })).toBe(
      'me { id name }',
    );
  });

  it('of a spread do not hide the same fragment spread elsewhere', () => {
    expect(
      drawn('query ($a: Boolean!) { ...F @skip(if: $a) ...F } fragment F on Query { n }', { a: true }),
    ).toBe('n');
  });
});

describe('type conditions', () => {
  it('choose for each possible type', () => {
    expect(drawn('{ any { ... on Book { pages } ... on Media { title } ... on Node { id } } }')).toBe(
      'any { Book { pages title id } Film { title id } User { id } }',
    );
  });

  it('that an object type fulfils apply, others do not', () => {
    expect(drawn('{ me { ... on Node { id } ... on User { name } } }')).toBe('me { id name }');
    expect(drawn('{ node { ... on Media { ... on Book { pages } title } } }')).toBe(
      'node { Book { pages title } Film { title } User {  } }',
    );
  });

  it('below the same field are merged for each type of its own', () => {
    expect(
      drawn('{ any { ... on Book { next { id } } ... on Film { next { title } } ... on Media { id } } }'),
    ).toBe(
      'any { Book { next { Book { id } Film { id } | Media { id } } id } Film { next { Book { title } Film { title } | Media { title } } id } User {  } }',
    );
  });
});

describe('uniform fields', () => {
  const uniform = (source: string) => {
    const [media] = plan(source).uniform ?? [];
    return media?.kind === 'data' && media.named.kind === 'object'
      ? media.named.selection.uniform
      : undefined;
  };

  it('are there when every type of an interface selects the same', () => {
    expect(fields(uniform('{ media { id value } }') ?? [])).toBe('id value');
    expect(fields(uniform('{ media { ... on Media { id } ... on Node { id } } }') ?? [])).toBe('id');
  });

  it('have the interface’s types, where object types promise more', () => {
    const [title] = uniform('{ media { title } }') ?? [];
    expect(title?.kind === 'data' && [String(title.type), title.parentType]).toEqual(['String', 'Media']);
  });

  it('are not there when types select differently', () => {
    expect(uniform('{ media { id ... on Book { pages } } }')).toBeNull();
    expect(uniform('{ media { ... on Book { id value } ... on Film { value id } } }')).toBeNull();
  });

  it('are not there for unions, of which nothing is known without the type', () => {
    const source = '{ any { ... on Node { id } } }';
    expect(uniform(source)).toBeNull();
  });

  it('are shared by types that select the same with the same field types', () => {
    const byType = (source: string) => {
      const [field] = plan(source).uniform ?? [];
      return field?.kind === 'data' && field.named.kind === 'object'
        ? field.named.selection.fieldsByType
        : new Map();
    };
    const alike = byType('{ media { id value } }');
    expect(alike.get('Book')).toBe(alike.get('Film'));
    const different = byType('{ media { title } }');
    expect(different.get('Book')).not.toBe(different.get('Film'));
    const types = [...different.values()].map(([field]) => String(field.type));
    expect(types).toEqual(['String!', 'String']);
  });
});
