import { describe, expect, it } from 'vitest';
import { rawJson } from '../json/raw-json.js';
import { fetchesOf } from '../planner/fetches-of.js';
import { entityFetch, rootFetch, sequence } from '../testing/test-plan.js';
import { testTypes } from '../testing/test-types.js';
import type { Fetch } from './fetch-plan.js';
import { placeFetches } from './place-fetches.js';
import { variablesText } from './variables-text.js';

const { types } = testTypes(`
  scalar _Any
  union _Entity = User
  type Query { user(id: ID, n: Int, f: Float): User }
  type User { id: ID! name(n: Int): String }
`);

const ROOT = rootFetch(
  'a',
  'query ($id: ID, $n: Int, $f: Float) { user(id: $id, n: $n, f: $f) { __typename id } }',
);
const ENTITIES = entityFetch(
  'b',
  { at: 'user', select: '... on User { name(n: $n) }' },
  { at: 'user', select: '... on User { id }' },
);
const [root, entities] = fetchesOf<Fetch>(placeFetches({ node: sequence(ROOT, ENTITIES) }, types).node);

type Values = Readonly<Record<string, unknown>>;

const rootText = (variables: Values) =>
  variablesText(root!, {
    collected: root!.parts.map((part) => ({
      part,
      representations: { texts: [], places: new Map() },
      objects: [],
    })),
    variables,
    extra: {},
  });

function entitiesText(texts: readonly (readonly string[])[], variables: Values, extra: Values = {}) {
  const collected = entities!.parts.map((part, index) => ({
    part,
    representations: { texts: [...(texts[index] ?? [])], places: new Map<string, number>() },
    objects: [],
  }));
  return variablesText(entities!, { collected, variables, extra });
}

describe('the variables of a fetch', () => {
  it('are those that its operation uses, in their order', () => {
    expect(rootText({ other: 1, f: 1.5, n: 2, id: 'x' })).toBe('{"id":"x","n":2,"f":1.5}');
  });

  it('are none at all when the client gave none of them', () => {
    expect(rootText({ other: 1 })).toBeUndefined();
  });

  it('leave out what the client left out, and say null where the client said null', () => {
    expect(rootText({ n: null })).toBe('{"n":null}');
    expect(rootText({ id: '1', f: null })).toBe('{"id":"1","f":null}');
  });

  it('keep numbers as the client wrote them', () => {
    expect(rootText({ f: rawJson('12345678901234567890.10') })).toBe('{"f":12345678901234567890.10}');
  });

  it('quote texts and keep objects and lists', () => {
    expect(rootText({ id: '"\n', n: { a: [1, null, { b: 'c' }] } })).toBe(
      '{"id":"\\"\\n","n":{"a":[1,null,{"b":"c"}]}}',
    );
  });

  it('begin with the representations of each part', () => {
    expect(entitiesText([['{"id":"1"}', '{"id":"2"}'], ['{"id":"3"}']], { n: 1, id: 'unused' })).toBe(
      '{"r0":[{"id":"1"},{"id":"2"}],"r1":[{"id":"3"}],"n":1}',
    );
  });

  it('say of a part without objects that there are none', () => {
    expect(entitiesText([[], ['{"id":"3"}']], {})).toBe('{"r0":[],"r1":[{"id":"3"}]}');
  });

  it('hold what comes from above the entities', () => {
    expect(entitiesText([['{}'], []], { n: 1 }, { __ctx: null, other: { a: 1 } })).toBe(
      '{"r0":[{}],"r1":[],"__ctx":null,"other":{"a":1},"n":1}',
    );
  });
});
