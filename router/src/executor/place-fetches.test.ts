import { describe, expect, it } from 'vitest';
import { fetchesOf } from '../planner/fetches-of.js';
import type { PlanNode } from '../planner/query-plan.js';
import { entityFetch, parallel, rootFetch, sequence } from '../testing/test-plan.js';
import { testTypes } from '../testing/test-types.js';
import type { Fetch } from './fetch-plan.js';
import type { PlacedPlan } from './place-fetches.js';
import { placeFetches } from './place-fetches.js';
import type { Position, PositionField } from './position.js';

const { types } = testTypes(`
  scalar _Any
  union _Entity = User | Product
  type Query { me: User users: [User!] other: User }
  type User { id: ID! name: String rank: Int friend: User address: Address favourite: Product }
  type Address { street: String city: String }
  type Product { id: ID! name: String price: Int }
`);

const place = (node: PlanNode | null) => placeFetches({ node }, types);

function fieldAt(root: Position, path: string): PositionField {
  let position: Position | null = root;
  let field: PositionField | undefined;
  for (const key of path.split('.')) {
    field = [...(position?.fields ?? [])].find(({ responseKey }) => responseKey === key);
    position = field?.child ?? null;
  }
  if (field === undefined) throw new Error(`Nobody provides ${path}.`);
  return field;
}

/** Who provides a field: `own`, or slots by number. */
function providers(placed: PlacedPlan, path: string): string {
  const { own, slots } = fieldAt(placed.root, path);
  return [...own.map((key) => `own ${key}`), ...slots.map(({ slot, key }) => `slot ${slot} ${key}`)].join(
    ', ',
  );
}

const slotsOf = (placed: PlacedPlan) =>
  fetchesOf<Fetch>(placed.node).map(({ parts }) =>
    parts.flatMap(({ targets }) => targets.map(({ slot }) => slot)),
  );

const mergesOf = (placed: PlacedPlan) =>
  fetchesOf<Fetch>(placed.node).map(({ parts }) =>
    parts.flatMap(({ targets }) => targets.flatMap(({ merges }) => merges.map(({ key }) => key))),
  );

describe('a placed plan', () => {
  it('is empty when nothing has to be fetched', () => {
    const placed = place(null);
    expect(placed).toMatchObject({ node: null, slots: 0, sharesEntities: true });
    expect([...placed.root.fields]).toEqual([]);
  });

  it('has a slot for each fetch: root fields are the root’s, entity fields their objects’', () => {
    const placed = place(
      sequence(
        rootFetch('a', '{ me { __typename id } }'),
        entityFetch('b', { at: 'me', select: '... on User { name }' }),
      ),
    );
    expect(placed.slots).toBe(2);
    expect(slotsOf(placed)).toEqual([[0], [1]]);
    expect(providers(placed, 'me')).toBe('slot 0 me');
    expect(providers(placed, 'me.id')).toBe('own id');
    expect(providers(placed, 'me.name')).toBe('slot 1 name');
  });

  it('gives a fetch one slot for paths that lead to one position, and several for several', () => {
    const root = rootFetch('a', '{ me { __typename id } users { __typename id } other { __typename id } }');
    const placed = place(
      sequence(
        root,
        entityFetch('b', { at: ['me', 'users.@|User', 'users.@'], select: '... on User { name }' }),
      ),
    );
    expect(slotsOf(placed)).toEqual([[0], [1, 2]]);
    expect(providers(placed, 'me.name')).toBe('slot 1 name');
    expect(providers(placed, 'users.name')).toBe('slot 2 name');
  });

  it('knows what several batches of one fetch bring apart', () => {
    const placed = place(
      sequence(
        rootFetch('a', '{ me { __typename id favourite { __typename id } } }'),
        entityFetch(
          'b',
          { at: 'me', select: '... on User { rank }' },
          { at: 'me.favourite', select: '... on Product { price }' },
        ),
      ),
    );
    expect(
      fetchesOf<Fetch>(placed.node)[1]?.parts.map(({ alias, responseKeys }) => [alias, responseKeys]),
    ).toEqual([
      ['_e0', ['rank']],
      ['_e1', ['price']],
    ]);
    expect(providers(placed, 'me.rank')).toBe('slot 1 rank');
    expect(providers(placed, 'me.favourite.price')).toBe('slot 2 price');
    expect(() => providers(placed, 'me.price')).toThrow();
  });

  it('finds what is below an entity in the entity itself', () => {
    const placed = place(
      sequence(
        rootFetch('a', '{ me { __typename id } }'),
        entityFetch('b', { at: 'me', select: '... on User { friend { __typename id } }' }),
        entityFetch('c', { at: 'me.friend', select: '... on User { name }' }),
      ),
    );
    expect(providers(placed, 'me.friend')).toBe('slot 1 friend');
    expect(providers(placed, 'me.friend.id')).toBe('own id');
    expect(providers(placed, 'me.friend.name')).toBe('slot 2 name');
  });

  it('knows a field by its name as well as by its key', () => {
    const placed = place(rootFetch('a', '{ me { id: name } other: me { id } }'));
    const me = fieldAt(placed.root, 'me').child;
    expect(me?.field('id', 'name').own).toEqual(['id']);
    expect(me?.field('id', 'id').own).toEqual([]);
  });

  it('knows a key that a planner had to invent by the client’s name', () => {
    const placed = place(
      rootFetch('a', '{ me { name__alias_0: name } }', {
        outputRewrites: [
          {
            kind: 'renameKey',
            path: [
              { kind: 'key', name: 'me' },
              { kind: 'key', name: 'name__alias_0' },
            ],
            name: 'name',
          },
        ],
      }),
    );
    expect(providers(placed, 'me.name')).toBe('own name__alias_0');
  });

  it('keeps the plan’s order, and its conditions', () => {
    const me = rootFetch('a', '{ me { id } }');
    const placed = place(
      parallel(me, {
        kind: 'Condition',
        variable: 'v',
        ifTrue: rootFetch('b', '{ other { id } }'),
        ifFalse: null,
      }),
    );
    expect(placed.node).toMatchObject({
      kind: 'Parallel',
      nodes: [
        { kind: 'Fetch', subgraph: 'a' },
        { kind: 'Condition', ifTrue: { subgraph: 'b' }, ifFalse: null },
      ],
    });
  });

  it('shares entities, unless an argument comes from what is above them', () => {
    const users = rootFetch('a', '{ users { __typename id } }');
    const batch = { at: 'users.@', select: '... on User { name }' };
    expect(place(sequence(users, entityFetch('b', batch))).sharesEntities).toBe(true);
    const contextRewrites = [{ levels: 1, path: [{ kind: 'key', name: 'id' } as const], variableName: 'v' }];
    expect(place(sequence(users, entityFetch('b', { ...batch, contextRewrites }))).sharesEntities).toBe(
      false,
    );
  });
});

describe('merging', () => {
  const root = rootFetch('a', '{ me { __typename id address { street } } }');

  it('is decided for objects that come in parts from several fetches', () => {
    const placed = place(
      sequence(root, entityFetch('b', { at: 'me', select: '... on User { name address { city } }' })),
    );
    expect(mergesOf(placed)).toEqual([[], ['address']]);
    expect(fieldAt(placed.root, 'me.address').mergedInto).toBe('address');
  });

  it('is not needed for leaves, nor for objects of one fetch', () => {
    const placed = place(
      sequence(
        root,
        entityFetch('b', { at: 'me', select: '... on User { id name favourite { name } }' }),
        entityFetch('c', { at: 'me', select: '... on User { name rank }' }),
      ),
    );
    expect(mergesOf(placed)).toEqual([[], [], []]);
    expect(fieldAt(placed.root, 'me.favourite').mergedInto).toBeNull();
  });

  it('gathers in a property of the object what it does not have itself', () => {
    const placed = place(
      sequence(
        rootFetch('a', '{ me { __typename id } }'),
        parallel(
          entityFetch('b', { at: 'me', select: '... on User { address { street } }' }),
          entityFetch('c', { at: 'me', select: '... on User { address { city } }' }),
        ),
      ),
    );
    expect(mergesOf(placed)).toEqual([[], ['address'], ['address']]);
    expect(fieldAt(placed.root, 'me.address').mergedInto).toMatch(/^\$/);
  });

  it('gives root fields of two fetches one place, too', () => {
    const placed = place(parallel(rootFetch('a', '{ me { id } }'), rootFetch('b', '{ me { name } }')));
    expect(mergesOf(placed)).toEqual([['me'], ['me']]);
    expect(providers(placed, 'me.id')).toBe('own id');
    expect(providers(placed, 'me.name')).toBe('own name');
  });
});
