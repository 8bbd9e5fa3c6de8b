import type { WrongAnswer } from './wrong-values.js';

/** A router may name its entity fields as it likes: the change applies to each list of entities. */
const each =
  (change: (entities: Record<string, unknown>[]) => unknown): WrongAnswer['change'] =>
  (data) =>
    Object.fromEntries(Object.entries(data).map(([name, list]) => [name, change(list as never)]));

const QUERY = '{ users { name stars } up }';
const lost = (name: string) => ({ name, stars: null });
const NOTHING = { users: ['User 1', 'User 2', 'User 3'].map(lost), up: 1 };

const all = (what: string, change: WrongAnswer['change']): WrongAnswer => ({
  what,
  query: QUERY,
  change,
  data: NOTHING,
  errors: [{ near: ['users'] }],
});

/** Answers to entity requests that are not one entity for each representation. */
export const WRONG_ENTITIES: readonly WrongAnswer[] = [
  all('no entities', () => ({})),
  all(
    'null for the entities',
    each(() => null),
  ),
  all(
    'an object for the entities',
    each((entities) => entities[0]),
  ),
  all(
    'a string for the entities',
    each(() => 'entities'),
  ),
  all(
    'an empty list of entities',
    each(() => []),
  ),
  all(
    'too few entities',
    each((entities) => entities.slice(1)),
  ),
  all(
    'too many entities',
    each((entities) => [...entities, ...entities]),
  ),
  all(
    'lists for entities',
    each((entities) => entities.map((entity) => [entity])),
  ),
  all(
    'numbers for entities',
    each((entities) => entities.map((_, n) => n)),
  ),
  {
    what: 'one entity that is a string',
    query: QUERY,
    change: each(([first, , third]) => [first, 'second', third]),
    data: { users: [{ name: 'User 1', stars: 1 }, lost('User 2'), { name: 'User 3', stars: 3 }], up: 1 },
    errors: [{ near: ['users', 1] }],
  },
  {
    what: 'one entity with a wrong value',
    query: QUERY,
    change: each(([first, second, third]) => [first, { ...second, stars: 'many' }, third]),
    data: { users: [{ name: 'User 1', stars: 1 }, lost('User 2'), { name: 'User 3', stars: 3 }], up: 1 },
    errors: [{ path: ['users', 1, 'stars'] }],
  },
  {
    what: 'an entity without a field that must be there',
    query: '{ me { name pet { name } must } up }',
    change: each(([entity]) => [{ ...entity, must: undefined }]),
    data: { me: null, up: 1 },
    errors: [{ path: ['me', 'must'] }],
  },
  {
    what: 'an entity whose object lacks a field that must be there',
    query: '{ me { name pet { name } must } up }',
    change: each(([entity]) => [{ ...entity, pet: {} }]),
    data: { me: { name: 'Ann', pet: null, must: 1 }, up: 1 },
    errors: [{ path: ['me', 'pet', 'name'] }],
  },
];
