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
    expect(await asksSecond(document, rootFetch('a', '{ media { __typename id title } }'))).toBe(false);
  });

  it('is not asked for __typename', async () => {
    expect(await asksSecond('{media{__typename id}}', MEDIA)).toBe(false);
  });
});
