import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { AccessRules } from './access-rules.js';
import { readWrittenRules } from './read-written-rules.js';

const LINKS = `
  @link(url: "https://specs.apollo.dev/link/v1.0")
  @link(url: "https://specs.apollo.dev/join/v0.5", for: EXECUTION)
  @link(url: "https://specs.apollo.dev/context/v0.1", for: SECURITY)
`;
const USUAL = `
  @link(url: "https://specs.apollo.dev/authenticated/v0.1", for: SECURITY)
  @link(url: "https://specs.apollo.dev/requiresScopes/v0.1", for: SECURITY)
  @link(url: "https://specs.apollo.dev/policy/v0.1", for: SECURITY)
`;

function rulesOf(types: string, links = USUAL): AccessRules {
  const written = readWrittenRules(parse(`schema ${LINKS} ${links} { query: Query } ${types}`));
  if (written === null) throw new Error('Nothing is protected.');
  return new AccessRules(written);
}

/** What a field requires, in few characters: `!` for authentication, scopes and policies as they are written. */
function requirementOf(rules: AccessRules, coordinate: string): string {
  const [typeName = '', fieldName = ''] = coordinate.split('.');
  const requirement = rules.requirementOf(typeName, fieldName);
  if (requirement === null) return '';
  const { authenticated, scopes, policies } = requirement;
  const write = (alternatives: readonly (readonly (readonly string[])[])[]) =>
    alternatives.map((sets) => sets.map((names) => names.join('+')).join('|'));
  return [...(authenticated ? ['!'] : []), ...write(scopes), ...write(policies)].join(' ');
}

describe('what a field requires', () => {
  it('is what its definition, its parent type and its own type require', () => {
    const rules = rulesOf(`
      type Query { a: Int  b: Box @authenticated  c: [Token!]!  d: Level }
      type Box @requiresScopes(scopes: [["s", "t"], ["u"]]) { e: Int  f: Token @policy(policies: [["p"]]) }
      scalar Token @policy(policies: [["q"]])
      enum Level @authenticated { ONE }
    `);
    const asked = ['Query.a', 'Query.b', 'Query.c', 'Query.d', 'Box.e', 'Box.f', 'Box.__typename'];
    expect(asked.map((field) => requirementOf(rules, field))).toEqual([
      '',
      '! s+t|u',
      'q',
      '!',
      's+t|u',
      's+t|u p q',
      's+t|u',
    ]);
  });

  it('is all of what several directives say', () => {
    const rules = rulesOf(`type Query {
      a: Int @requiresScopes(scopes: [["s"]]) @policy(policies: [["p"], ["q"]]) @authenticated
    }`);
    expect(requirementOf(rules, 'Query.a')).toBe('! s p|q');
  });

  it('is read by the names that the supergraph gives the directives', () => {
    const types = `type Query {
      a: Int @loggedIn  b: Int @scope(scopes: [["s"]])  c: Int @rules(policies: [["p"]])
      d: Int @authenticated @requiresScopes(scopes: [["x"]]) @policy(policies: [["x"]])
    }`;
    const rules = rulesOf(
      types,
      `@link(url: "https://specs.apollo.dev/authenticated/v0.1", import: [{ name: "@authenticated", as: "@loggedIn" }])
       @link(url: "https://specs.apollo.dev/requiresScopes/v0.1", as: "scope")
       @link(url: "https://specs.apollo.dev/policy/v0.1", as: "other", import: [{ name: "@policy", as: "@rules" }, { name: "Policy", as: "P" }])`,
    );
    const asked = ['Query.a', 'Query.b', 'Query.c', 'Query.d'];
    expect(asked.map((field) => requirementOf(rules, field))).toEqual(['!', 's', 'p', '']);
  });

  it('is nothing for no alternatives and for one that names nothing, as composition has it', () => {
    const rules = rulesOf(`type Query {
      a: Int @requiresScopes(scopes: [])  b: Int @policy(policies: [["p"], []])  c: Int @authenticated
    }`);
    expect(requirementOf(rules, 'Query.a')).toBe('');
    expect(requirementOf(rules, 'Query.b')).toBe('');
  });

  it('can be met by nobody where its directive makes no sense', () => {
    const rules = rulesOf('type Query { a: Int @requiresScopes  b: Int @policy(policies: "p") }');
    expect(rules.requirementOf('Query', 'a')).toEqual({ authenticated: false, scopes: [[]], policies: [] });
    expect(rules.requirementOf('Query', 'b')).toEqual({ authenticated: false, scopes: [], policies: [[]] });
  });

  it('is the same object where it is the same', () => {
    const rules = rulesOf('type Query { a: Int @authenticated  b: Int @authenticated }');
    expect(rules.requirementOf('Query', 'a')).toBe(rules.requirementOf('Query', 'b'));
  });

  it('is not looked for in supergraphs that link the directives and use none', () => {
    expect(
      readWrittenRules(parse(`schema ${LINKS} ${USUAL} { query: Query } type Query { a: Int }`)),
    ).toBeNull();
  });
});

describe('what a field of an interface requires', () => {
  const rules = rulesOf(`
    type Query { node: Node  open: Open }
    interface Node { id: ID!  text: String  other: Node }
    interface Named implements Node { id: ID!  text: String  other: Node }
    type A implements Node { id: ID!  text: String @requiresScopes(scopes: [["a"]])  other: A }
    type B implements Node & Named @authenticated { id: ID!  text: String @requiresScopes(scopes: [["b"]])  other: Secret }
    type Secret implements Node @policy(policies: [["secret"]]) { id: ID!  text: String  other: Node }
    interface Open @authenticated { id: ID! }
  `);

  it('is what it and their types require in all implementations', () => {
    expect(requirementOf(rules, 'Node.id')).toBe('! secret');
    expect(requirementOf(rules, 'Node.text')).toBe('! a b secret');
    expect(requirementOf(rules, 'Named.text')).toBe('! b');
    expect(requirementOf(rules, 'A.text')).toBe('a');
  });

  it('is also what the types require that implementations give it', () => {
    expect(requirementOf(rules, 'Named.other')).toBe('! secret');
  });

  it('is for __typename only what the interface itself requires', () => {
    expect(requirementOf(rules, 'Node.__typename')).toBe('');
    expect(requirementOf(rules, 'Open.__typename')).toBe('!');
  });

  it('is not required by fields that return the interface', () => {
    expect(requirementOf(rules, 'Query.node')).toBe('');
    expect(requirementOf(rules, 'Query.open')).toBe('!');
  });
});

describe('a field that a subgraph needs others for', () => {
  const requirements = (types: string, ...asked: readonly string[]) => {
    const rules = rulesOf(`type Query { a: Int @authenticated } ${types}`);
    return asked.map((field) => requirementOf(rules, field));
  };

  it('requires what they require, at every depth and in fragments', () => {
    const types = `
      type T {
        a: Int @join__field(graph: A, requires: "b c { d ... on V { e } }")
        b: Int @requiresScopes(scopes: [["b"]])
        c: U
      }
      interface U { d: Int @policy(policies: [["d"]]) }
      type V implements U @policy(policies: [["v"]]) { d: Int  e: W @policy(policies: [["e"]]) }
      type W @authenticated { f: Int }
    `;
    expect(requirements(types, 'T.a', 'T.b', 'T.c')).toEqual(['! b d v e', 'b', '']);
  });

  it('requires what those need that are needed for them, also in circles', () => {
    const types = `type T {
      a: Int @join__field(graph: A, requires: "b")
      b: Int @join__field(graph: B, requires: "c") @requiresScopes(scopes: [["b"]])
      c: Int @join__field(graph: A, requires: "a") @requiresScopes(scopes: [["c"]])
    }`;
    expect(requirements(types, 'T.a', 'T.c')).toEqual(['b c', 'c b']);
  });

  it('requires what the contexts need that its arguments come from', () => {
    const types = `
      type S @context(name: "shop") @requiresScopes(scopes: [["s"]]) { secret: Int @policy(policies: [["x"]]) }
      type R @context(name: "shop") { secret: Int @policy(policies: [["y"]]) }
      type Q @context(name: "other") { secret: Int @policy(policies: [["z"]]) }
      type T { a: Int @join__field(graph: A, contextArguments: [{ context: "shop", name: "n", type: "Int", selection: " { secret }" }]) }
    `;
    expect(requirements(types, 'T.a')).toEqual(['s x y']);
  });

  it('requires them where an interface object resolves it for its implementations', () => {
    const types = `
      interface I { weight: Int  postage: Int @join__field(graph: A, requires: "weight") }
      type T implements I { weight: Int @requiresScopes(scopes: [["w"]])  postage: Int @join__field }
    `;
    expect(requirements(types, 'T.postage', 'I.postage')).toEqual(['w', 'w']);
  });
});
