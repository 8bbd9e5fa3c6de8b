import { getIntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Router } from '@techally/router';
import { createRouter } from '@techally/router';
import { ABUSED_GRAPH } from './abused-graph.js';

const CLOSED = ['INTROSPECTION_DISABLED'];
const types = '{ kind name ofType '.repeat(9) + '{ name }' + ' }'.repeat(9);

/** What tools send. */
const OF_TOOLS = [
  getIntrospectionQuery(),
  getIntrospectionQuery({
    descriptions: true,
    specifiedByUrl: true,
    directiveIsRepeatable: true,
    schemaDescription: true,
    inputValueDeprecation: true,
    oneOf: true,
  }),
  `{ __schema { types { name fields { name args { name type ${types} } type ${types} } inputFields { type ${types} } } } }`,
];

/** The answer to an operation, of a developer by a key or of anybody. */
interface Asked {
  readonly key?: string;
  readonly variables?: unknown;
}

function asking(router: () => Router) {
  return async (query: string, { key, variables }: Asked = {}) => {
    const response = await router().fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(key === undefined ? {} : { 'x-api-key': key }) },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors = [] } = (await response.json()) as {
      readonly data?: unknown;
      readonly errors?: readonly {
        readonly message: string;
        readonly extensions: { readonly code: string };
      }[];
    };
    return { data, codes: errors.map(({ extensions }) => extensions.code), text: JSON.stringify(errors) };
  };
}

function running(config: Partial<Parameters<typeof createRouter>[0]>) {
  let router: Router;
  beforeAll(async () => {
    router = await createRouter({ supergraphSdl: ABUSED_GRAPH, ...config });
  });
  afterAll(() => router.close());
  return asking(() => router);
}

const WITH_SUGGESTIONS = [
  '{ thinngs { id } }',
  '{ thing { descripton } }',
  '{ thing(filtre: {}) { id } }',
  '{ thing { ... on Thng { id } } }',
  '{ thing(filter: { colour: GREEM }) { id } }',
  '{ thing(filter: { txt: "a" }) { id } }',
];
const IN_VARIABLES = [{ colour: 'GREEM' }, { txt: 'a' }];
const VARIABLE = 'query($f: Filter) { thing(filter: $f) { id } }';

describe('introspection that is on', () => {
  const ask = running({});

  it.each(OF_TOOLS)('answers what tools send', async (query) => {
    const { data, codes } = await ask(query);
    expect(codes).toEqual([]);
    expect(data).toHaveProperty('__schema.types');
  });

  it('does not go round in the schema', async () => {
    expect(
      (
        await ask(
          `{ __schema ${'{ types { fields { type '.repeat(1)}{ fields { type { fields { name } } } } } } } }`,
        )
      ).codes,
    ).toEqual(['MAX_INTROSPECTION_DEPTH_LIMIT']);
    expect(
      (await ask('{ __type(name: "Thing") { possibleTypes { interfaces { possibleTypes { name } } } } }'))
        .codes,
    ).toEqual(['MAX_INTROSPECTION_DEPTH_LIMIT']);
  });

  it('does not answer the schema dozens of times at once', async () => {
    const query = `{ ${Array.from({ length: 50 }, (_, index) => `a${index}: __schema { types { fields { name } } }`).join(' ')} }`;
    expect((await ask(query)).codes).toContain('MAX_INTROSPECTION_FIELDS_LIMIT');
  });

  it('comes with suggestions', async () => {
    for (const query of WITH_SUGGESTIONS) expect((await ask(query)).text, query).toContain('Did you mean');
    for (const f of IN_VARIABLES)
      expect((await ask(VARIABLE, { variables: { f } })).text).toContain('Did you mean');
  });
});

describe('introspection that is off', () => {
  const ask = running({ introspection: false });

  it.each([
    ...OF_TOOLS,
    '{ __type(name: "Thing") { name } }',
    '{ a: __schema { description } }',
    '{ ...F } fragment F on Query { ... { __schema { description } } }',
    'query A { __typename } query B { __schema { description } }',
  ])('is refused, by whatever way: %s', async (query) => {
    const { data, codes } = await ask(query);
    expect(data).toBe(undefined);
    expect(codes).toEqual(CLOSED);
  });

  it('still tells the names of types that the client selects on', async () => {
    expect((await ask('{ __typename }')).data).toEqual({ __typename: 'Query' });
  });

  it('comes without suggestions, in documents and variables', async () => {
    for (const query of WITH_SUGGESTIONS) {
      const { codes, text } = await ask(query);
      expect(codes).toEqual(['GRAPHQL_VALIDATION_FAILED']);
      expect(text, query).not.toContain('Did you mean');
    }
    for (const f of IN_VARIABLES) {
      const { codes, text } = await ask(VARIABLE, { variables: { f } });
      expect(codes).toEqual(['BAD_USER_INPUT']);
      expect(text).not.toContain('Did you mean');
    }
  });
});

describe('introspection that a rule allows to developers', () => {
  const ask = running({
    introspection: { allow: { scopes: ['schema:read'] } },
    resolveApiKey: (key) => ({
      kind: 'user',
      userId: key,
      email: 'a@b.co',
      role: 'USER',
      tier: 'STANDARD',
      scope: key === 'developer' ? ['schema:read'] : ['orders:read'],
    }),
  });

  it('is answered to them alone, whoever asks first and however many ask at once', async () => {
    const query = getIntrospectionQuery();
    for (const keys of [
      [undefined, 'developer', 'customer'],
      ['developer', undefined, 'developer', 'customer'],
    ]) {
      const answers = await Promise.all(keys.map((key) => ask(query, key === undefined ? {} : { key })));
      expect(answers.map(({ codes }) => codes)).toEqual(
        keys.map((key) => (key === 'developer' ? [] : CLOSED)),
      );
    }
  });

  it('goes with suggestions to them alone', async () => {
    for (const query of WITH_SUGGESTIONS) {
      expect((await ask(query, { key: 'developer' })).text).toContain('Did you mean');
      expect((await ask(query, { key: 'customer' })).text).not.toContain('Did you mean');
      expect((await ask(query)).text).not.toContain('Did you mean');
    }
    for (const f of IN_VARIABLES) {
      expect((await ask(VARIABLE, { key: 'developer', variables: { f } })).text).toContain('Did you mean');
      expect((await ask(VARIABLE, { variables: { f } })).text).not.toContain('Did you mean');
    }
  });
});
