import { buildSchema, parse, print } from 'graphql';
import { describe, expect, it } from 'vitest';
import { createAskTypenames } from './ask-typenames.js';

const API = `
  type Query { node: Node same: Same any: Any open: Open user: User split: Split }
  interface Node { id: ID }
  interface Same { n: Int }
  interface Split { n: Int }
  union Any = User | Book
  union Open = User | Book
  type User implements Node & Same { id: ID n: Int friend: Node }
  type Book implements Node & Same & Split { id: ID n: Int! }
`;

interface Options {
  readonly whole?: string;
  readonly interfaceObjects?: ReadonlyMap<string, ReadonlySet<string>>;
}

/** What is asked, in one line. */
function asked(source: string, { whole = API, interfaceObjects = new Map() }: Options = {}) {
  const ask = createAskTypenames(buildSchema(API), { schema: buildSchema(whole), interfaceObjects });
  return print(ask(parse(source))).replaceAll(/\s+/g, ' ');
}

const HIDING = `${API.replace('union Any = User | Book', 'union Any = User | Book | Secret')} type Secret { s: Int }`;

describe('__typename', () => {
  it('is asked for where objects may have a type that clients must not see', () => {
    expect(asked('{ any { ... on User { id } } }', { whole: HIDING })).toBe(
      '{ any { ... on User { id } __typename } }',
    );
    expect(asked('{ open { ... on User { id } } }', { whole: HIDING })).toBe(
      '{ open { ... on User { id } } }',
    );
  });

  it('is asked for where types disagree about where null may stand', () => {
    expect(asked('{ same { n } }')).toBe('{ same { n __typename } }');
    expect(asked('{ split { n } }')).toBe('{ split { n __typename } }');
    expect(asked('{ node { id } }')).toBe('{ node { id } }');
  });

  it('is asked for where an interface object’s type decides what is selected', () => {
    const interfaceObjects = new Map([['reviews', new Set(['Node'])]]);
    expect(asked('{ node { id ... on User { n } } }', { interfaceObjects })).toBe(
      '{ node { id ... on User { n } __typename } }',
    );
    expect(asked('{ node { id } }', { interfaceObjects })).toBe('{ node { id } }');
  });

  it('is asked for once, and not where the client asks', () => {
    expect(asked('{ same { __typename n } }')).toBe('{ same { __typename n } }');
    expect(asked('{ same { t: __typename n } }')).toBe('{ same { t: __typename n } }');
  });

  it('is asked for in fragments and below objects', () => {
    expect(
      asked(
        '{ user { friend { ... on Same { n } } } ...F } fragment F on Query { same { ...G } } fragment G on Same { n }',
      ),
    ).toBe(
      '{ user { friend { ... on Same { n __typename } } } ...F } fragment F on Query { same { ...G __typename } } fragment G on Same { n __typename }',
    );
  });

  it('is not asked for where the schema gives the type', () => {
    expect(asked('{ user { id n } same { ... on User { n } } }')).toBe(
      '{ user { id n } same { ... on User { n } __typename } }',
    );
  });
});

it('a document of a supergraph without such types stays the same', () => {
  const plain = buildSchema(
    'type Query { node: Node } interface Node { id: ID } type User implements Node { id: ID }',
  );
  const document = parse('{ node { id ... on User { id } } }');
  const ask = createAskTypenames(plain, { schema: plain, interfaceObjects: new Map() });
  expect(ask(document)).toBe(document);
});
