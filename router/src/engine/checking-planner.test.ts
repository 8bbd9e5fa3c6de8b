import { buildSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import type { PlanRequest } from '../planner/planner.js';
import type { PlanNode } from '../planner/query-plan.js';
import { entityFetch, rootFetch, sequence } from '../testing/test-plan.js';
import { testTypes } from '../testing/test-types.js';
import { createCheckingPlanner } from './checking-planner.js';

const SDL = `
  scalar _Any
  union _Entity = Book | Film
  interface Media { id: ID title: String }
  type Query { media: [Media] book: Book }
  type Book implements Media { id: ID title: String pages: Int }
  type Film implements Media { id: ID title: String }
`;

/** Whether the second planner is asked, when the first one makes that plan. */
async function asksSecond(document: string, node: PlanNode | null): Promise<boolean> {
  const requests: PlanRequest[] = [];
  const planner = createCheckingPlanner(
    {
      plan: async (request) => {
        requests.push(request);
        return { node };
      },
    },
    { schema: buildSchema(SDL), types: testTypes(SDL).types },
  );
  const request = { document, activeLabels: new Set(['label']) };
  expect(await planner.plan(request)).toEqual({ node });
  expect(requests[0]).toEqual(request);
  if (requests.length > 1) expect(requests.slice(1)).toEqual([{ ...request, useSecond: true }]);
  return requests.length > 1;
}

const MEDIA = rootFetch('a', '{ media { __typename id ... on Book { pages } } }');

describe('the second planner', () => {
  it('is not asked when every field is fetched for every type that selects it', async () => {
    expect(await asksSecond('{media{id ...on Book{pages}}}', MEDIA)).toBe(false);
    const titles = entityFetch('b', { at: 'media.@', select: '... on Book { title } ... on Film { title }' });
    expect(await asksSecond('{media{title}}', sequence(MEDIA, titles))).toBe(false);
  });

  it('is asked when nobody fetches a field', async () => {
    expect(await asksSecond('{media{id title}}', MEDIA)).toBe(true);
    expect(await asksSecond('{book{id}}', MEDIA)).toBe(true);
    expect(await asksSecond('{book{id}}', null)).toBe(true);
  });

  it('is asked when a field is fetched for some of the types only', async () => {
    const titles = entityFetch('b', { at: 'media.@|Book', select: '... on Book { title }' });
    expect(await asksSecond('{media{title}}', sequence(MEDIA, titles))).toBe(true);
    expect(await asksSecond('{media{id ...on Book{title}}}', sequence(MEDIA, titles))).toBe(false);
  });

  it('is asked for a field that a condition may exclude, as for others', async () => {
    const document = 'query($v:Boolean!){media{id title@include(if:$v)}}';
    expect(await asksSecond(document, MEDIA)).toBe(true);
    const conditional = rootFetch(
      'a',
      'query($v: Boolean!) { media { __typename id title @include(if: $v) } }',
    );
    expect(await asksSecond(document, conditional)).toBe(false);
  });

  it('is asked when a field is fetched that a condition excludes', async () => {
    const always = rootFetch('a', '{ media { __typename id title } }');
    expect(await asksSecond('query($v:Boolean!){media{id title@include(if:$v)}}', always)).toBe(true);
    const opposite = rootFetch('a', 'query($v: Boolean!) { media { __typename id title @include(if: $v) } }');
    expect(await asksSecond('query($v:Boolean!){media{id title@skip(if:$v)}}', opposite)).toBe(true);
    expect(
      await asksSecond('query($v:Boolean!){media{id title ...on Book@skip(if:$v){title}}}', always),
    ).toBe(false);
  });

  it('is not asked when a fetch requires a field that a condition excludes', async () => {
    const media = rootFetch('a', '{ media { __typename id } }');
    const titles = entityFetch('b', {
      at: 'media.@',
      requires: '... on Book { __typename id } ... on Film { __typename id }',
      select: '... on Book { title } ... on Film { title }',
    });
    const document = 'query($v:Boolean!){media{id@skip(if:$v) title}}';
    expect(await asksSecond(document, sequence(media, titles))).toBe(false);
  });

  it('is asked where a plan has the branches of a condition the wrong way round', async () => {
    const media: PlanNode = { kind: 'Condition', variable: 'v', ifTrue: null, ifFalse: MEDIA };
    expect(await asksSecond('query($v:Boolean!){media@include(if:$v){id}}', media)).toBe(true);
    expect(await asksSecond('query($v:Boolean!){media@skip(if:$v){id}}', media)).toBe(false);
  });

  it('is asked when a fetch requires what nobody fetches for objects of that type', async () => {
    const media = rootFetch('a', '{ media { __typename id } }');
    const titles = (requires: string) =>
      entityFetch('b', { at: 'media.@', requires, select: '... on Book { title } ... on Film { title }' });
    const pages = (type: string) =>
      entityFetch('c', {
        at: 'media.@',
        requires: `... on ${type} { __typename id }`,
        select: `... on ${type} { pages }`,
      });
    const requiring = titles('... on Book { __typename id pages } ... on Film { __typename id }');
    expect(await asksSecond('{media{title}}', sequence(media, requiring))).toBe(true);
    expect(await asksSecond('{media{title}}', sequence(media, pages('Film'), requiring))).toBe(true);
    expect(await asksSecond('{media{title}}', sequence(media, pages('Book'), requiring))).toBe(false);
    expect(await asksSecond('{media{...on Film{title}}}', sequence(media, requiring))).toBe(false);
  });

  it('is not asked for __typename', async () => {
    expect(await asksSecond('{media{__typename id}}', MEDIA)).toBe(false);
  });
});

it('a plan that asks for more than it should is better than none', async () => {
  const { types } = testTypes(SDL);
  const node = rootFetch('a', '{ media { __typename id title } }');
  const planner = createCheckingPlanner(
    {
      plan: ({ useSecond }) =>
        useSecond === true ? Promise.reject(new Error('No time.')) : Promise.resolve({ node }),
    },
    { schema: buildSchema(SDL), types },
  );
  const activeLabels = new Set<string>();
  const more = { document: 'query($v:Boolean!){media{id title@include(if:$v)}}', activeLabels };
  expect(await planner.plan(more)).toEqual({ node });
  await expect(planner.plan({ document: '{book{id}}', activeLabels })).rejects.toThrow('No time.');
});
