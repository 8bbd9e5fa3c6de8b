import { ANONYMOUS } from '@techally/identity';
import type { Identity } from '@techally/identity';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { headerOptions } from '../config/header-options.js';
import { createRequestHeaderRules } from './request-header-rules.js';

const ANN: Identity = {
  kind: 'user',
  userId: 'ann',
  email: 'ann@example.com',
  role: 'USER',
  tier: 'PREMIUM',
  scope: ['a', 'b'],
};

interface Requested {
  readonly subgraph?: string;
  readonly identity?: Identity;
  readonly values?: ReadonlyMap<string, unknown>;
}

/** What a subgraph gets of a client's headers. */
function apply(
  options: z.input<typeof headerOptions>,
  headers: Record<string, string | string[]>,
  { subgraph = 'users', identity = ANONYMOUS, values = new Map() }: Requested = {},
): Record<string, string> {
  const rules = createRequestHeaderRules(headerOptions.parse(options), ['x-token']);
  const made: Record<string, string> = {};
  const forwardedHeaders = rules.pick(headers);
  const context = { identity, clientAddress: '203.0.113.1', forwardedHeaders, hookContext: { values } };
  rules.apply(subgraph, context, made);
  return made;
}

type Rules = NonNullable<NonNullable<z.input<typeof headerOptions>['all']>['request']>;
const forAll = (...request: Rules) => ({ all: { request } });

describe('rules for headers that subgraphs get', () => {
  it('copy what they name, under another name if they say so, or else a default', () => {
    const rules = forAll(
      { propagate: { named: 'X-One' } },
      { propagate: { named: 'x-two', rename: 'X-Second' } },
      { propagate: { named: 'x-three', default: 'none' } },
      { propagate: { named: 'x-four' } },
    );
    expect(apply(rules, { 'x-one': '1', 'x-two': ['2', 'two'], 'x-other': 'o' })).toEqual({
      'x-one': '1',
      'x-second': '2, two',
      'x-three': 'none',
    });
  });

  it('copy what a pattern describes, but never credentials or what the router makes itself', () => {
    const headers = {
      'x-a': '1',
      'my-x-a': '2',
      authorization: 'Bearer t',
      cookie: 'c=1',
      'x-api-key': 'k',
      'x-token': 't',
      'x-techally-identity': 'forged',
      'x-forwarded-for': '6.6.6.6',
      host: 'evil',
      'content-length': '1',
      'transfer-encoding': 'chunked',
    };
    expect(apply(forAll({ propagate: { matching: 'x-.*' } }), headers)).toEqual({ 'x-a': '1' });
    expect(apply(forAll({ propagate: { matching: '.*' } }), headers)).toEqual({ 'x-a': '1', 'my-x-a': '2' });
  });

  it('copy credentials that they name', () => {
    const rules = forAll({ propagate: { named: 'authorization' } }, { propagate: { named: 'x-token' } });
    const headers = { authorization: 'Bearer t', 'x-token': 't' };
    expect(apply(rules, headers)).toEqual(headers);
  });

  it('insert what is written, and what is known about the request', () => {
    const rules = forAll(
      { insert: { name: 'x-from', value: 'router' } },
      { insert: { name: 'x-address', fromContext: 'clientAddress' } },
      { insert: { name: 'x-user', fromContext: 'identity.userId' } },
      { insert: { name: 'x-scope', fromContext: 'identity.scope' } },
      { insert: { name: 'x-tenant', fromContext: 'tenant' } },
      { insert: { name: 'x-object', fromContext: 'object' } },
    );
    const values = new Map<string, unknown>([
      ['tenant', 7],
      ['object', {}],
    ]);
    expect(apply(rules, {}, { identity: ANN, values })).toEqual({
      'x-from': 'router',
      'x-address': '203.0.113.1',
      'x-user': 'ann',
      'x-scope': 'a b',
      'x-tenant': '7',
    });
  });

  it('do not let a client say itself what they insert', () => {
    const rules = forAll(
      { propagate: { matching: '.*' } },
      { insert: { name: 'x-user', fromContext: 'identity.userId' } },
    );
    expect(apply(rules, { 'x-user': 'ann' })).toEqual({});
    expect(apply(rules, { 'x-user': 'ben' }, { identity: ANN })).toEqual({ 'x-user': 'ann' });
  });

  it('remove what earlier ones made, by name or pattern', () => {
    const rules = forAll(
      { propagate: { matching: 'x-.*' } },
      { remove: { named: 'x-a' } },
      { remove: { matching: 'x-b.*' } },
      { insert: { name: 'x-a', value: 'again' } },
    );
    expect(apply(rules, { 'x-a': '1', 'x-b1': '2', 'x-b2': '3', 'x-c': '4' })).toEqual({
      'x-a': 'again',
      'x-c': '4',
    });
  });

  it('for one subgraph come after those for all', () => {
    const options = {
      forward: ['x-a', 'x-b'],
      subgraphs: { users: { request: [{ remove: { named: 'x-b' } }, { propagate: { named: 'x-c' } }] } },
    };
    const headers = { 'x-a': '1', 'x-b': '2', 'x-c': '3' };
    expect(apply(options, headers)).toEqual({ 'x-a': '1', 'x-c': '3' });
    expect(apply(options, headers, { subgraph: 'reviews' })).toEqual({ 'x-a': '1', 'x-b': '2' });
  });

  it('read names of the object prototype as names', () => {
    const rules = forAll({ propagate: { named: 'constructor' } }, { propagate: { matching: '.*' } });
    expect(apply(rules, {})).toEqual({});
  });

  it.each([
    [{ propagate: { named: 'content-length' } }],
    [{ propagate: { named: 'x-a', rename: 'X-Techally-Identity' } }],
    [{ propagate: { named: 'a b' } }],
    [{ propagate: { matching: '(' } }],
    [{ propagate: { named: 'x-a', default: 'a\r\nx-b: 1' } }],
    [{ insert: { name: 'x-request-id', value: '1' } }],
    [{ insert: { name: 'x-a', value: 'a\nb' } }],
    [{ insert: { name: 'x-a' } }],
    [{ insert: { name: 'x-a', fromContext: 'a.b' } }],
    [{ propagate: { named: 'x-a' }, remove: { named: 'x-a' } }],
    [{}],
  ])('are refused when they are %j', (rule) => {
    expect(headerOptions.safeParse({ all: { request: [rule] } }).success).toBe(false);
  });
});
