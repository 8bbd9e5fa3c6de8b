import { buildSchema, executeSync, Kind, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { answerIntrospection } from './answer-introspection.js';

const SCHEMA = buildSchema(
  'type Query { n: Int user: User } type User { id: ID name(n: Int): String } scalar Big',
);

function answer(source: string, variables: Readonly<Record<string, unknown>> = {}) {
  const document = parse(source);
  const operation = document.definitions.find((each) => each.kind === Kind.OPERATION_DEFINITION);
  if (operation === undefined) throw new Error('no operation');
  return answerIntrospection(SCHEMA, { source, document, operation }, variables);
}

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
    expect(answer('{ n user { id __typename } __typename }')).toEqual({ values: {}, errors: [] });
  });

  it('is left out where a condition says so', () => {
    const source =
      'query ($v: Boolean!) { __schema @skip(if: $v) { description } t: __type(name: "User") @include(if: $v) { name } }';
    expect(answer(source, { v: true }).values).toEqual({ t: { name: 'User' } });
    expect(answer(source, { v: false }).values).toEqual({ __schema: { description: null } });
  });
});
