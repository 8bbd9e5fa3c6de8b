import { buildSchema, executeSync, Kind, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { prepareIntrospection } from './prepare-introspection.js';

const SCHEMA = buildSchema(
  'type Query { n: Int user: User } type User { id: ID name(n: Int): String } scalar Big',
);

function prepare(source: string) {
  const document = parse(source);
  const operation = document.definitions.find((each) => each.kind === Kind.OPERATION_DEFINITION);
  if (operation === undefined) throw new Error('no operation');
  return prepareIntrospection(SCHEMA, { document, operation });
}

const answer = (source: string, variables: Readonly<Record<string, unknown>> = {}) =>
  prepare(source)(variables);

describe('introspection', () => {
  it('is what graphql-js answers, without the other fields', () => {
    const source = `query ($name: String!, $deprecated: Boolean = false) {
      n user { id } __typename
      __schema { queryType { name fields(includeDeprecated: $deprecated) { name } } }
      user2: __type(name: $name) { ...T fields { args { name type { name } } } } }
      fragment T on __Type { kind name }`;
    const { data } = executeSync({
      schema: SCHEMA,
      document: parse(source),
      variableValues: { name: 'User' },
    });
    const { values, errors } = answer(source, { name: 'User' });
    expect(errors).toEqual([]);
    expect(Object.keys(values)).toEqual(['__schema', 'user2']);
    expect(values['__schema']).toEqual(data?.['__schema']);
    expect(values['user2']).toEqual(data?.['user2']);
  });

  it('is found in fragments, each once', () => {
    const { values } = answer(
      '{ ...F ... on Query { a: __type(name: "User") { name } } } fragment F on Query { ...G __schema { description } } fragment G on Query { ...F b: __type(name: "Nobody") { name } }',
    );
    expect(values).toEqual({ b: null, __schema: { description: null }, a: { name: 'User' } });
  });

  it('costs nothing where there is none', () => {
    const introspect = prepare('{ n user { id __typename } __typename }');
    const nothing = introspect({});
    expect(nothing).toEqual({ values: {}, errors: [] });
    expect(introspect({ n: 1 })).toBe(nothing);
    expect(answer('mutation { n }')).toBe(nothing);
    expect([nothing, nothing.values, nothing.errors].every((each) => Object.isFrozen(each))).toBe(true);
  });

  it('is answered anew for each request', () => {
    const introspect = prepare('query ($name: String!) { __type(name: $name) { name } }');
    expect(introspect({ name: 'User' }).values).toEqual({ __type: { name: 'User' } });
    expect(introspect({ name: 'Big' }).values).toEqual({ __type: { name: 'Big' } });
    expect(introspect({ name: 'Nobody' }).values).toEqual({ __type: null });
  });

  it('is left out where a condition says so', () => {
    const source =
      'query ($v: Boolean!) { __schema @skip(if: $v) { description } t: __type(name: "User") @include(if: $v) { name } }';
    expect(answer(source, { v: true }).values).toEqual({ t: { name: 'User' } });
    expect(answer(source, { v: false }).values).toEqual({ __schema: { description: null } });
  });
});
