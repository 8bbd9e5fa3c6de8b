import type { Identity } from '@techally/identity';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compose } from '../federation/harness/compose.js';
import { runSubgraphs } from '../federation/harness/running-subgraph.js';
import type { AuthorizedRouter } from './authorized-router.js';
import { createAuthorizedRouter, userWith } from './authorized-router.js';
import { PROTECTED_SUBGRAPHS } from './protected-subgraphs.js';

const SUPERGRAPH = compose(PROTECTED_SUBGRAPHS);

interface FilterCase {
  readonly title: string;
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  /** Default: nobody. */
  readonly as?: Identity;
  readonly data: unknown;
  /** Paths, in their order. Default: none. */
  readonly refused?: readonly string[];
  /** What no subgraph may be asked for. */
  readonly neverAsked?: RegExp;
  /** Whether subgraphs get no request at all. */
  readonly asksNobody?: boolean;
}

const CASES: readonly FilterCase[] = [
  {
    title: 'a field that is refused is null, and the rest is answered',
    query: '{ open secret }',
    data: { open: 1, secret: null },
    refused: ['secret'],
    neverAsked: /secret/,
  },
  {
    title: 'a field that is allowed is answered',
    query: '{ open secret }',
    as: userWith(),
    data: { open: 1, secret: 2 },
  },
  {
    title: 'an error has the path that the client gave, in the order of the operation',
    query: '{ b: secret a: open c: me { n: name p: phone } }',
    data: { b: null, a: 1, c: null },
    refused: ['b', 'c.p'],
    neverAsked: /secret|phone/,
  },
  {
    title: 'where null is not allowed, all of the data is null',
    query: '{ open strictSecret }',
    data: null,
    refused: ['strictSecret'],
    neverAsked: /ecret/,
  },
  {
    title: 'if everything is refused, nobody is asked',
    query: '{ secret scoped me { mail best { phone } } }',
    data: { secret: null, scoped: null, me: null },
    refused: ['secret', 'scoped', 'me.mail', 'me.best.phone'],
    asksNobody: true,
  },
  {
    title: 'if everything is refused below fields that must not be null, nobody is asked either',
    query: '{ people { mail } }',
    data: null,
    refused: ['people.mail'],
    asksNobody: true,
  },
  {
    title: 'an object keeps what is allowed, in the order of the operation',
    query: '{ me { mail name best { code id mail } } }',
    data: { me: { mail: null, name: 'Ann', best: { code: null, id: '2', mail: null } } },
    refused: ['me.mail', 'me.best.code', 'me.best.mail'],
    neverAsked: /mail/,
  },
  {
    title: 'a field of which nothing is left is null without being fetched',
    query: '{ open me { mail } }',
    data: { open: 1, me: null },
    refused: ['me.mail'],
    neverAsked: /me\b/,
  },
  {
    title: 'a list keeps its length where only a field of its objects is refused',
    query: '{ people { mail name } maybePeople { name mail } }',
    data: {
      people: [
        { mail: null, name: 'Ann' },
        { mail: null, name: 'Ben' },
      ],
      maybePeople: [{ name: 'Ann', mail: null }, null],
    },
    refused: ['people.mail', 'maybePeople.mail'],
    neverAsked: /mail/,
  },
  {
    title: 'a list that must not be null is fetched for its length when its objects keep nothing',
    query: '{ open people { mail } }',
    data: { open: 1, people: [{ mail: null }, { mail: null }] },
    refused: ['people.mail'],
    neverAsked: /mail/,
  },
  {
    title: 'objects become null where a refused field must not be, as far as the schema says',
    query: '{ open maybePeople { phone name } me { friends { phone id } id } }',
    data: { open: 1, maybePeople: [null, null], me: null },
    refused: ['maybePeople.phone', 'me.friends.phone'],
    neverAsked: /phone/,
  },
  {
    title: 'nested objects are looked into at every depth',
    query: '{ me { friends { best { friends { name mail } } } } }',
    data: { me: { friends: [{ best: { friends: [{ name: 'Ben', mail: null }] } }] } },
    refused: ['me.friends.best.friends.mail'],
    neverAsked: /mail/,
  },
  {
    title: 'scopes are sets of which one must be there as a whole',
    query: '{ scoped }',
    as: userWith('a'),
    data: { scoped: null },
    refused: ['scoped'],
    asksNobody: true,
  },
  {
    title: 'the first set of scopes is enough',
    query: '{ scoped }',
    as: userWith('b', 'a'),
    data: { scoped: 3 },
  },
  {
    title: 'the second set of scopes is enough',
    query: '{ scoped }',
    as: userWith('c'),
    data: { scoped: 3 },
  },
  {
    title: 'a type protects the fields that return it, and its own fields',
    query: '{ open vault { gold } vaults { __typename } token }',
    data: null,
    refused: ['vault', 'vaults', 'token'],
    neverAsked: /vault|token/,
  },
  {
    title: 'a field needs what its type needs beside its own requirement',
    query: '{ open vault { gold } vaults { gold } }',
    as: userWith(),
    data: { open: 1, vault: null, vaults: [{ gold: null }] },
    refused: ['vault.gold', 'vaults.gold'],
    neverAsked: /gold/,
  },
  {
    title: 'scalars and enums of arguments protect nothing',
    query: '{ user(id: "1", token: "x", kind: ONE) { name kind } }',
    data: { user: { name: 'Ann', kind: null } },
    refused: ['user.kind'],
  },
  {
    title: 'named fragments lose what is refused wherever they are spread',
    query:
      '{ ...Root me { ...Person best { ...Person } } } fragment Root on Query { open secret } fragment Person on User { name mail }',
    data: {
      open: 1,
      secret: null,
      me: { name: 'Ann', mail: null, best: { name: 'Ben', mail: null } },
    },
    refused: ['secret', 'me.mail', 'me.best.mail'],
    neverAsked: /secret|mail/,
  },
  {
    title: 'a fragment of which nothing is left goes',
    query:
      '{ me { ...Contact name } } fragment Contact on User { mail ...More } fragment More on User { code }',
    data: { me: { mail: null, code: null, name: 'Ann' } },
    refused: ['me.mail', 'me.code'],
    neverAsked: /mail|Contact|More/,
  },
  {
    title: 'inline fragments, with conditions and without, hide nothing',
    query:
      '{ ... { secret } ... on Query { open me { ... @include(if: true) { mail } ... on User { id } } } }',
    data: { secret: null, open: 1, me: { mail: null, id: '1' } },
    refused: ['secret', 'me.mail'],
    neverAsked: /secret|mail/,
  },
  {
    title: 'the same field selected twice is refused once',
    query: '{ me { mail } me { mail name } }',
    data: { me: { mail: null, name: 'Ann' } },
    refused: ['me.mail'],
    neverAsked: /mail/,
  },
  {
    title: 'what variables leave out is not refused',
    query:
      'query ($x: Boolean!) { open secret @include(if: $x) me { id mail @skip(if: true) code @include(if: $x) } }',
    variables: { x: false },
    data: { open: 1, me: { id: '1' } },
    neverAsked: /secret|mail/,
  },
  {
    title: 'what variables leave in is refused',
    query:
      'query ($x: Boolean!) { open secret @include(if: $x) me { id mail @skip(if: $x) phone @skip(if: $x) } }',
    variables: { x: true },
    data: { open: 1, secret: null, me: { id: '1' } },
    refused: ['secret'],
    neverAsked: /secret|mail|phone/,
  },
  {
    title: 'defaults of variables count',
    query:
      'query ($x: Boolean = true, $y: Boolean! = false) { open secret @include(if: $x) scoped @include(if: $y) }',
    data: { open: 1, secret: null },
    refused: ['secret'],
  },
  {
    title: 'an object of which conditions leave nothing is there, and empty',
    query: 'query ($x: Boolean!) { me { mail @include(if: $x) } }',
    variables: { x: false },
    data: { me: {} },
    neverAsked: /mail/,
  },
  {
    title: 'members of a union are judged by the fragments that select them',
    query: '{ feed { __typename ... on Blog { id title } ... on Ad { text } } }',
    data: {
      feed: [{ __typename: 'Blog', id: 'b', title: 'Blog' }, { __typename: 'Draft' }, null],
    },
    refused: ['feed.text'],
    neverAsked: /text/,
  },
  {
    title: '__typename of a protected type is protected, that of a union is not',
    query: '{ feed { ... on Ad { __typename } ... on Blog { id } } }',
    data: { feed: [{ id: 'b' }, {}, null] },
    refused: ['feed.__typename'],
  },
  {
    title: 'members of a union that are allowed are answered',
    query: '{ feed { ... on Ad { text price } ... on Draft { title } } }',
    as: userWith(),
    data: { feed: [{}, { title: 'Draft' }, { text: 'Buy!', price: 9 }] },
  },
  {
    title: 'a field of an interface needs what it needs in every implementation',
    query: '{ posts { id title } }',
    data: {
      posts: [
        { id: 'b', title: null },
        { id: 'd', title: null },
      ],
    },
    refused: ['posts.title'],
    neverAsked: /title/,
  },
  {
    title: 'implementations are judged on their own in fragments',
    query: '{ posts { ... on Blog { title views } ... on Draft { id title note } } }',
    data: {
      posts: [
        { title: 'Blog', views: 5 },
        { id: 'd', title: null, note: 'later' },
      ],
    },
    refused: ['posts.title'],
  },
  {
    title: 'what a fragment allows is answered although the interface does not allow it',
    query: '{ posts { id title ... on Blog { title } } }',
    data: {
      posts: [
        { id: 'b', title: 'Blog' },
        { id: 'd', title: null },
      ],
    },
    refused: ['posts.title'],
  },
  {
    title: 'an object of an interface becomes null for a refused field that must not be',
    query: '{ posts { id ... on Draft { views } } }',
    data: { posts: [{ id: 'b' }, null] },
    refused: ['posts.views'],
    neverAsked: /views/,
  },
  {
    title: 'a fragment on an interface is judged by the interface, also inside an object type',
    query: '{ feed { ... on Blog { ... on Post { id title } } ... on Post { author { name mail } } } }',
    data: {
      feed: [
        { id: 'b', title: null, author: { name: 'Ann', mail: null } },
        { author: { name: 'Ben', mail: null } },
        {},
      ],
    },
    refused: ['feed.title', 'feed.author.mail'],
    neverAsked: /title|mail/,
  },
  {
    title: 'a key that clients may not see still joins subgraphs, and is not shown',
    query: '{ me { code stars } }',
    data: { me: { code: null, stars: 5 } },
    refused: ['me.code'],
  },
  {
    title: 'an alias does not show a key either',
    query: '{ me { stars id: name k: code } }',
    data: { me: { stars: 5, id: 'Ann', k: null } },
    refused: ['me.k'],
  },
  {
    title: 'a field that requires what is refused is refused, and nothing of it is fetched',
    query: '{ me { name rank grade } }',
    as: userWith(),
    data: { me: { name: 'Ann', rank: null, grade: null } },
    refused: ['me.rank', 'me.grade'],
    neverAsked: /rank|grade|reviews:/,
  },
  {
    title: 'a field that requires what is allowed is answered',
    query: '{ me { rank grade } }',
    as: userWith('grades'),
    data: { me: { rank: 70, grade: 7 } },
  },
  {
    title: 'a mutation of which one field is refused executes the others',
    query:
      'mutation { a: rename(name: "A") { name phone } promote(id: "1") { id } b: rename(name: "B") { name } }',
    data: { a: null, promote: null, b: { name: 'B' } },
    refused: ['a.phone', 'promote'],
    neverAsked: /promote|phone/,
  },
  {
    title: 'a mutation of whose result everything is refused is not executed',
    query: 'mutation { leave { reason } }',
    data: { leave: null },
    refused: ['leave.reason'],
    asksNobody: true,
  },
  {
    title: 'a refused mutation that must not be null makes the data null',
    query: 'mutation { rename(name: "A") { name } strictPromote { id } }',
    data: null,
    refused: ['strictPromote'],
    neverAsked: /strictPromote/,
  },
  {
    title: 'introspection is not filtered',
    query: '{ __typename secret __type(name: "Vault") { name fields { name } } }',
    data: { __typename: 'Query', secret: null, __type: { name: 'Vault', fields: [{ name: 'gold' }] } },
    refused: ['secret'],
    asksNobody: true,
  },
];

describe.each(['techally', 'apollo-gateway'] as const)('the engine %s, in filter mode', (engine) => {
  const subgraphs = runSubgraphs(PROTECTED_SUBGRAPHS);
  let authorized: AuthorizedRouter;
  beforeAll(async () => {
    authorized = await createAuthorizedRouter({ supergraph: SUPERGRAPH, subgraphs, engine });
  });
  afterAll(() => authorized.router.close());

  it.each(CASES)(
    '$title',
    async ({ query, variables, as: identity, data, refused = [], neverAsked, asksNobody }) => {
      for (const round of ['first', 'cached']) {
        const executed = await authorized.execute(query, {
          ...(identity === undefined ? {} : { identity }),
          ...(variables === undefined ? {} : { variables }),
        });
        expect([round, executed]).toEqual([
          round,
          {
            status: 200,
            data: JSON.stringify(data),
            refused,
            otherErrors: [],
            asked: asksNobody === true ? '' : expect.any(String),
          },
        ]);
        if (neverAsked !== undefined) expect(executed.asked).not.toMatch(neverAsked);
      }
    },
  );

  it('answers clients of different rights at the same time, each by their own', async () => {
    const query = '{ secret scoped me { name phone } }';
    const [nobody, user, scoped] = await Promise.all(
      [undefined, userWith(), userWith('c')].map(async (identity) => {
        const { data } = await authorized.router.execute({ query }, { identity });
        return data;
      }),
    );
    expect(nobody).toEqual({ secret: null, scoped: null, me: null });
    expect(user).toEqual({ secret: 2, scoped: null, me: { name: 'Ann', phone: '1' } });
    expect(scoped).toEqual({ secret: 2, scoped: 3, me: { name: 'Ann', phone: '1' } });
  });

  it('refuses _entities and _service, which are no part of the graph', async () => {
    for (const query of ['{ _entities(representations: []) { __typename } }', '{ _service { sdl } }']) {
      expect(await authorized.execute(query)).toMatchObject({ status: 400, data: undefined, asked: '' });
    }
  });

  it('tells of wrong variables alone, and executes nothing', async () => {
    const executed = await authorized.execute('query ($x: Boolean!) { secret @skip(if: $x) open }', {
      variables: { x: 'yes' },
    });
    expect(executed).toMatchObject({
      data: undefined,
      refused: [],
      otherErrors: ['BAD_USER_INPUT'],
      asked: '',
    });
  });
});
