import { ANONYMOUS } from '@techally/identity';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { createAskPolicies } from './ask-policies.js';
import type { PolicyOptions } from './policy.js';

const REQUEST = {
  identity: ANONYMOUS,
  headers: { 'x-tenant': 't' },
  clientAddress: undefined,
  requestId: '1',
  operationName: undefined,
  operationKind: 'query',
  variables: {},
} as const;

function ask(options: PolicyOptions, ...names: readonly string[]) {
  const log: string[] = [];
  const logger = pino({ level: 'error' }, { write: (line: string) => log.push(line) });
  return { allowed: createAskPolicies(options)({ names, request: REQUEST, logger }), log };
}

describe('policies', () => {
  it('that answer at once make no promise', () => {
    const { allowed } = ask({ policies: { yes: () => true, no: () => false } }, 'yes', 'no');
    expect(allowed).toEqual(new Set(['yes']));
  });

  it('that answer later are waited for, all at the same time', async () => {
    const gates: (() => void)[] = [];
    const later = () => new Promise<boolean>((resolve) => gates.push(() => resolve(true)));
    const { allowed } = ask({ policies: { a: later, b: later, now: () => true } }, 'a', 'b', 'now');
    expect(gates).toHaveLength(2);
    for (const open of gates) open();
    expect(await allowed).toEqual(new Set(['a', 'b', 'now']));
  });

  it('that nobody knows allow nothing, whatever objects inherit', () => {
    expect(ask({ policies: {} }, 'unknown', 'constructor', '__proto__').allowed).toEqual(new Set());
  });

  it('that have no function of their own are left to the one for others', () => {
    const options: PolicyOptions = {
      policies: { own: () => false },
      otherPolicies: ({ policy, headers }) => policy === headers['x-tenant'],
    };
    expect(ask(options, 'own', 't', 'u').allowed).toEqual(new Set(['t']));
  });

  it('that fail allow nothing, and are logged', async () => {
    const { allowed, log } = ask(
      {
        policies: {
          throws: () => {
            throw new Error('broken');
          },
          rejects: () => Promise.reject(new Error('late')),
          fine: () => true,
        },
      },
      'throws',
      'rejects',
      'fine',
    );
    expect(await allowed).toEqual(new Set(['fine']));
    expect(log.map((line) => (JSON.parse(line) as { policy: string }).policy)).toEqual(['throws', 'rejects']);
  });

  it('allow by the value true only', async () => {
    const truthy = (value: unknown) => (() => value) as () => boolean;
    const { allowed } = ask(
      {
        policies: {
          one: truthy(1),
          text: truthy('true'),
          none: truthy(undefined),
          later: truthy(Promise.resolve('yes')),
        },
      },
      'one',
      'text',
      'none',
      'later',
    );
    expect(await allowed).toEqual(new Set());
  });
});
