import { createIdentityVerifier, IDENTITY_HEADER } from '@techally/identity';
import type { Identity } from '@techally/identity';
import { describe, expect, it } from 'vitest';
import { headerOptions } from '../config/header-options.js';
import { createRequestHeaderRules } from '../headers/request-header-rules.js';
import { RequestContext } from '../pipeline/request-context.js';
import { pino } from 'pino';
import { createDescribeRequester } from './describe-requester.js';
import { createSubgraphHeaders } from './subgraph-headers.js';

const secret = 'a secret of at least thirty-two characters';
const users = { name: 'users', url: '' };
const headerRules = createRequestHeaderRules(headerOptions.parse({ forward: ['accept-language'] }));
const describeRequester = createDescribeRequester({ headerRules, responseRules: undefined, hasHooks: false });

function context(identity: Identity, headers: Record<string, string> = {}, requestId = 'r1') {
  const requester = describeRequester(identity, { headers, clientAddress: '203.0.113.1', requestId });
  return new RequestContext(requester, '0', undefined, pino({ enabled: false }));
}

const service = (name: string): Identity => ({ kind: 'service', service: name });

describe('the headers of a request to a subgraph', () => {
  it('hold a signature that is always valid for some time yet', async () => {
    let time = Date.now();
    const makeHeaders = createSubgraphHeaders({ headerRules, secret, now: () => time });
    const order = service('order');
    const headers = new Set<string | undefined>();
    for (let second = 0; second < 300; second += 1) {
      time += 1000;
      const { values } = makeHeaders(context(order), users);
      headers.add(values[IDENTITY_HEADER]);
      // Ten seconds on the way.
      const verifier = createIdentityVerifier({ secret, audience: 'users', now: () => time + 10_000 });
      expect(await verifier.verify(values[IDENTITY_HEADER])).toEqual(service('order'));
    }
    expect(headers.size).toBeLessThan(12);
  });

  it('are those of the subgraph and the identity, never of others', async () => {
    const makeHeaders = createSubgraphHeaders({ headerRules, secret });
    const made = [
      makeHeaders(context(service('order')), users),
      makeHeaders(context(service('order')), { name: 'reviews', url: '' }),
      makeHeaders(context(service('payment')), users),
    ];
    expect(new Set(made.map(({ values }) => values[IDENTITY_HEADER])).size).toBe(3);
  });

  it('have a sharing key that tells apart what answers may depend on, and nothing else', async () => {
    const makeHeaders = createSubgraphHeaders({ headerRules, secret });
    const keyOf = async (...args: Parameters<typeof context>) =>
      makeHeaders(context(...args), users).sharingKey;
    const anonymous: Identity = { kind: 'anonymous' };
    const key = await keyOf(anonymous);
    expect(await keyOf(anonymous, {}, 'another id of ours')).toBe(key);
    expect(await keyOf(anonymous, { 'user-agent': 'x' })).toBe(key);
    expect(await keyOf(service('order'))).not.toBe(key);
    expect(await keyOf(anonymous, { 'accept-language': 'de' })).not.toBe(key);
    expect(await keyOf(anonymous, { 'x-request-id': 'r1' })).not.toBe(key);
  });
});
