import { serverAudits } from 'graphql-http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SmallGraph } from '../harness/start-small-graph.js';
import { startSmallGraph } from '../harness/start-small-graph.js';

const graphs = new Map<string, SmallGraph>();
const ENGINES = ['techally', 'apollo-gateway'] as const;
beforeAll(async () => {
  for (const engine of ENGINES) graphs.set(engine, await startSmallGraph({ engine }));
});
afterAll(async () => {
  for (const graph of graphs.values()) await graph.stop();
});

describe.each(ENGINES)('with the engine %s, GraphQL over HTTP', (engine) => {
  const audits = serverAudits({
    url: () => `${graphs.get(engine)?.url ?? ''}/graphql`,
    // CSRF prevention stays on.
    fetchFn: (input: string, init: RequestInit = {}) =>
      fetch(input, { ...init, headers: { ...init.headers, 'apollo-require-preflight': 'audit' } }),
  });

  it('is audited for all that the audit knows', () => {
    expect(audits.length).toBeGreaterThan(60);
  });

  it.each(audits.map(({ id, name, fn }) => ({ id, name, fn })))('$id: $name', async ({ fn }) => {
    const result = await fn();
    // Warnings (of what only should be) and notices count, too.
    expect(result.status, 'reason' in result ? result.reason : '').toBe('ok');
  });
});

const JSON_TYPE = 'application/json';
const GRAPHQL_TYPE = 'application/graphql-response+json';

describe.each(ENGINES)('with the engine %s, an operation that is refused', (engine) => {
  const statusOf = async (query: string, accept?: string) => {
    const { status, headers } = await graph(engine).post(query, accept === undefined ? {} : { accept });
    return [status, headers.get('content-type')];
  };

  it.each(['{', '{ nope }', 'query ($id: ID!) { user(id: $id) { id } }', 'subscription { x }'])(
    'such as %j has status 200 for clients that ask for JSON by name, else 400',
    async (query) => {
      expect(await statusOf(query, JSON_TYPE)).toEqual([200, `${JSON_TYPE}; charset=utf-8`]);
      expect(await statusOf(query)).toEqual([400, `${JSON_TYPE}; charset=utf-8`]);
      expect(await statusOf(query, GRAPHQL_TYPE)).toEqual([400, `${GRAPHQL_TYPE}; charset=utf-8`]);
    },
  );
});

it('tells refusals in the media type that the client asked for', async () => {
  const response = await fetch(`${graph('techally').url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': JSON_TYPE, accept: GRAPHQL_TYPE },
    body: '{ "not JSON',
  });
  expect(response.status).toBe(400);
  expect(response.headers.get('content-type')).toBe(`${GRAPHQL_TYPE}; charset=utf-8`);
});

function graph(engine: string): SmallGraph {
  const found = graphs.get(engine);
  if (found === undefined) throw new Error(`There is no router with the engine ${engine}.`);
  return found;
}
