import type { Identity } from '@techally/identity';
import { ANONYMOUS } from '@techally/identity';
import { buildSchema, Kind, parse } from 'graphql';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import type { PreparedOperation } from '../engine/engine.js';
import { RequestContext } from '../pipeline/request-context.js';
import { createAskPolicies } from './ask-policies.js';
import type { Authorization } from './authorizer.js';
import { createAuthorizer } from './authorizer.js';
import { createGrantedScopes } from './granted-scopes.js';
import type { PolicyOptions } from './policy.js';

const FIELDS = Array.from({ length: 6 }, (_, index) => `s${index}`);
const TYPES = `
  type Query { open: Int  ruled: Int @policy(policies: [["p"]])  ${FIELDS.map((name) => `${name}: Int @requiresScopes(scopes: [["${name}"]])`).join('  ')} }
`;
const LINKS = ['requiresScopes', 'policy'].map(
  (name) => `@link(url: "https://specs.apollo.dev/${name}/v0.1", for: SECURITY)`,
);
const SUPERGRAPH = `schema @link(url: "https://specs.apollo.dev/link/v1.0") ${LINKS.join(' ')} { query: Query } ${TYPES}`;
const SCHEMA = buildSchema(TYPES, { assumeValidSDL: true });

function create(options: PolicyOptions = {}) {
  const authorizer = createAuthorizer({
    supergraph: parse(SUPERGRAPH),
    schema: SCHEMA,
    mode: 'filter',
    grantedScopes: createGrantedScopes({}),
    askPolicies: createAskPolicies(options),
  });
  if (authorizer === null) throw new Error('Nothing is protected.');
  return authorizer;
}

function prepare(source: string): PreparedOperation {
  const document = parse(source, { noLocation: true });
  const [operation] = document.definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('There is no operation.');
  return { source, document, operation };
}

function requestOf(identity: Identity = ANONYMOUS) {
  const requester = {
    identity,
    clientAddress: undefined,
    forwardedHeaders: {},
    requestId: '1',
    sharingKey: '',
  };
  return { variables: {}, context: new RequestContext(requester, '0', undefined, pino({ enabled: false })) };
}

const user = (...scope: readonly string[]): Identity => ({
  kind: 'user',
  userId: '1',
  email: 'a@example.com',
  role: 'USER',
  tier: 'STANDARD',
  scope,
});

function executed(authorization: Authorization | Promise<Authorization>): PreparedOperation {
  if (authorization instanceof Promise || authorization.kind === 'refused')
    throw new Error('It is not executed.');
  return authorization.operation;
}

describe('an authorizer', () => {
  it('is none for a supergraph in which nothing is protected', () => {
    const supergraphSdl = `schema @link(url: "https://specs.apollo.dev/link/v1.0") { query: Query } type Query { open: Int }`;
    const options = {
      schema: SCHEMA,
      mode: 'filter',
      grantedScopes: createGrantedScopes({}),
      askPolicies: createAskPolicies({}),
    } as const;
    expect(createAuthorizer({ supergraph: parse(supergraphSdl), ...options })).toBeNull();
    const linked = supergraphSdl.replace('{ query', `${LINKS.join(' ')} { query`);
    expect(createAuthorizer({ supergraph: parse(linked), ...options })).toBeNull();
  });

  it('gives back the operation itself where all is allowed', () => {
    const authorizer = create();
    const open = prepare('{ open }');
    expect(executed(authorizer.authorize(open, requestOf()))).toBe(open);
    const scoped = prepare('{ open s1 }');
    expect(executed(authorizer.authorize(scoped, requestOf(user('s1'))))).toBe(scoped);
  });

  it('gives the same operation to all who lack the same, so that it is planned once', () => {
    const authorizer = create();
    const operation = prepare('{ open s1 s2 }');
    const ask = (identity?: Identity) => executed(authorizer.authorize(operation, requestOf(identity)));
    expect(ask(user('s1'))).toBe(ask(user('s1', 'other')));
    expect(ask()).toBe(ask(user()));
    expect(ask()).not.toBe(ask(user('s1')));
    expect(ask(user('s2')).source).toContain('s2');
  });

  it('keeps an operation for a few sets of refusals only', () => {
    const authorizer = create();
    const operation = prepare(`{ open ${FIELDS.join(' ')} }`);
    const ask = (...scopes: readonly string[]) =>
      executed(authorizer.authorize(operation, requestOf(user(...scopes))));
    const first = ask();
    expect(ask()).toBe(first);
    for (let bits = 1; bits < 32; bits++) ask(...FIELDS.filter((_, index) => (bits & (1 << index)) !== 0));
    const again = ask();
    expect(again).not.toBe(first);
    expect(again.source).toBe(first.source);
  });

  it('makes a promise only when a policy does', async () => {
    const operation = prepare('{ open ruled }');
    const now = create({ policies: { p: () => true } }).authorize(operation, requestOf());
    expect(now).not.toBeInstanceOf(Promise);
    const later = create({ policies: { p: async () => true } }).authorize(operation, requestOf());
    expect(later).toBeInstanceOf(Promise);
    expect((await later).kind).toBe('allowed');
  });

  it('knows which operations policies decide about', () => {
    const authorizer = create();
    expect(authorizer.asksPolicies(prepare('{ ruled }'))).toBe(true);
    expect(authorizer.asksPolicies(prepare('{ s1 open }'))).toBe(false);
  });

  it('tells of no more than a hundred places, however many there are', () => {
    const aliases = Array.from({ length: 500 }, (_, index) => `a${index}: s1`).join(' ');
    const authorization = create().authorize(prepare(`{ open ${aliases} }`), requestOf());
    expect('errors' in authorization && authorization.errors).toHaveLength(100);
  });
});
