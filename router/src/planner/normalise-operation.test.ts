import { buildSchema, Kind, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { normaliseOperation } from './normalise-operation.js';

const SCHEMA = buildSchema(`
  directive @trace(as: String) on QUERY | FIELD | FRAGMENT_DEFINITION
  type Query { a(x: Int, s: String, in: In): Int q: Query user: User list: [User] }
  type Mutation { m: Query }
  type User { id: ID name: String friend: User }
  input In { a: Int b: [String] }
`);

function normalise(source: string, name?: string) {
  const document = parse(source);
  expect(validate(SCHEMA, document)).toEqual([]);
  const operation = document.definitions.find(
    (definition) =>
      definition.kind === Kind.OPERATION_DEFINITION &&
      (name === undefined || definition.name?.value === name),
  );
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('no operation');
  const normalised = normaliseOperation(document, operation);
  // What is planned must be valid too.
  if (normalised.document !== null) expect(validate(SCHEMA, parse(normalised.document))).toEqual([]);
  return normalised;
}

const textOf = (source: string, name?: string) => normalise(source, name).document;

describe('a normalised operation', () => {
  it('is the same for documents that differ in layout, comments and what they do not use', () => {
    const plain = textOf('query A { user { ...F } } fragment F on User { id }');
    expect(plain).toBe('query A{user{...F}}fragment F on User{id}');
    expect(
      textOf(
        `# comment
        query B { a } fragment G on User { name } fragment F on User { id }
        query A { user { ...F }, }
        query C { user { ...G } }`,
        'A',
      ),
    ).toBe(plain);
  });

  it('keeps literal values, aliases, and directives that are not @skip and @include', () => {
    expect(textOf('query @trace { b: a(x: 1, s: "it\'s", in: { a: null, b: ["x"] }) @trace(as: "t") }')).toBe(
      'query@trace{b:a(x:1 s:"it\'s" in:{a:null b:["x"]})@trace(as:"t")}',
    );
  });

  it('has no selection that a literal condition excludes', () => {
    expect(
      textOf(
        `{ a @skip(if: true) b: a @include(if: true) c: a @skip(if: false) @include(if: false)
           ...F @skip(if: true) ... @include(if: false) { d: a } user { ...G } }
         fragment F on Query { e: a } fragment G on User { id name @skip(if: true) }`,
      ),
    ).toBe('{b:a user{...G}}fragment G on User{id}');
  });

  it('keeps conditions with variables, and just the variables that are used', () => {
    expect(
      textOf(
        `query ($a: Boolean!, $b: Boolean = true, $unused: Int, $gone: Int, $x: Int) {
           a(x: $x) @skip(if: $a) user { ...F } gone: a(x: $gone) @skip(if: true) }
         fragment F on User { id @include(if: $b) }`.replace('$unused: Int,', ''),
      ),
    ).toBe(
      'query($a:Boolean!$b:Boolean=true$x:Int){a(x:$x)@skip(if:$a)user{...F __typename}}fragment F on User{id@include(if:$b)}',
    );
  });

  it('asks a field below which nothing remains for its __typename', () => {
    expect(
      textOf('{ user { name @skip(if: true) ...F } } fragment F on User { id @include(if: false) }'),
    ).toBe('{user{__typename}}');
    expect(textOf('mutation { m { __schema { description } } }')).toBe('mutation{m{__typename}}');
  });
});

describe('a field below which conditions may exclude everything', () => {
  it.each([
    ['{ user @include(if: $v) { name @skip(if: $v) } }', '{user@include(if:$v){name@skip(if:$v)__typename}}'],
    ['{ user { ... on User { id @skip(if: $v) } } }', '{user{...on User{id@skip(if:$v)}__typename}}'],
    [
      '{ user { ... @include(if: $v) { id } name @skip(if: $v) } }',
      '{user{...@include(if:$v){id}name@skip(if:$v)__typename}}',
    ],
  ])('in %s is asked for its __typename', (source, planned) => {
    expect(textOf(`query ($v: Boolean!) ${source}`)).toBe(`query($v:Boolean!)${planned}`);
  });

  it.each(['{user{id@skip(if:$v)name}}', '{user{name@skip(if:$v)...on User{id}}}'])(
    'stays as it is in %s, where something remains',
    (source) => {
      expect(textOf(`query($v:Boolean!)${source}`)).toBe(`query($v:Boolean!)${source}`);
    },
  );
});

describe('introspection', () => {
  it('leaves nothing to plan when there is nothing else', () => {
    expect(normalise('{ __schema { description } t: __type(name: "User") { name } __typename }')).toEqual({
      document: null,
      hasIntrospection: true,
      hasRootTypename: true,
    });
    expect(normalise('{ ...F } fragment F on Query { ... { __typename } }')).toEqual({
      document: null,
      hasIntrospection: false,
      hasRootTypename: true,
    });
    expect(textOf('{ a @skip(if: true) }')).toBeNull();
  });

  it('is removed from fragments and below fields', () => {
    const source = `{ ...F user { id } q { __typename __schema { description } a } }
      fragment F on Query { __schema { description } ... on Query { __type(name: "User") { name } } ...G }
      fragment G on Query { a __typename }`;
    expect(normalise(source)).toEqual({
      document: '{...on Query{...on Query{a}}user{id}q{__typename a}}',
      hasIntrospection: true,
      hasRootTypename: true,
    });
  });

  it('leaves a fragment as it is where it is spread below the root', () => {
    expect(textOf('{ ...F q { ...F } } fragment F on Query { __typename a }')).toBe(
      '{...on Query{a}q{...F}}fragment F on Query{__typename a}',
    );
  });

  it('keeps the condition of a spread that it has to inline', () => {
    expect(
      textOf('query ($v: Boolean!) { ...F @include(if: $v) a } fragment F on Query { __typename b: a }'),
    ).toBe('query($v:Boolean!){...on Query@include(if:$v){b:a}a}');
  });

  it('is not reported when a condition excludes it', () => {
    expect(
      normalise('{ __schema @skip(if: true) { description } __typename @include(if: false) a }'),
    ).toEqual({
      document: '{a}',
      hasIntrospection: false,
      hasRootTypename: false,
    });
  });
});
