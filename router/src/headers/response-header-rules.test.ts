import { describe, expect, it } from 'vitest';
import { headerOptions } from '../config/header-options.js';
import type { ReplyHeaders } from '../transport/subgraph-transport.js';
import { createResponseHeaderRules } from './response-header-rules.js';

type Algorithm = 'first' | 'last' | 'append' | 'mostRestrictive';

function merge(named: string, algorithm: Algorithm, replies: readonly ReplyHeaders[], isWhole = true) {
  const rules = createResponseHeaderRules(
    headerOptions.parse({ response: [{ propagate: { named, algorithm } }] }),
  );
  const collected = rules?.collect();
  for (const headers of replies) collected?.add(headers);
  return collected?.merge(isWhole);
}

describe('rules for headers of answers', () => {
  const replies: ReplyHeaders[] = [
    [['x-a', '1']],
    [],
    [
      ['x-a', '2'],
      ['x-a', '3'],
      ['x-b', '4'],
    ],
  ];

  it.each([
    ['first', ['x-a', '1']],
    ['last', ['x-a', '3']],
    ['append', ['x-a', '1', 'x-a', '2', 'x-a', '3']],
  ] as const)('take the %s', (algorithm, expected) => {
    expect(merge('x-a', algorithm, replies)).toEqual(expected);
    expect(merge('x-a', algorithm, [[]])).toEqual([]);
  });

  it.each([
    [['max-age=60', 'max-age=30, public'], 'private, max-age=30'],
    [['public, max-age=60', 'max-age=90, public'], 'public, max-age=60'],
    [['max-age=60', 'no-store'], 'no-store'],
    [['max-age=60', 'No-Cache'], 'no-cache'],
    [['max-age=60', 'public'], 'no-cache'],
    [['max-age=60', 'max-age=soon'], 'no-cache'],
    [['max-age="5"'], 'private, max-age=5'],
  ])('make of the cache-control %j the most restrictive', (values, expected) => {
    const all = values.map((value): ReplyHeaders => [['cache-control', value]]);
    expect(merge('cache-control', 'mostRestrictive', all)).toEqual(['cache-control', expected]);
  });

  it('allow no caching where one reply does not speak of it, where something went wrong, or nothing was asked', () => {
    const cached: ReplyHeaders = [['cache-control', 'max-age=60']];
    expect(merge('cache-control', 'mostRestrictive', [cached, []])).toEqual([]);
    expect(merge('cache-control', 'mostRestrictive', [cached], false)).toEqual([]);
    expect(merge('cache-control', 'mostRestrictive', [])).toEqual([]);
  });

  it.each([
    ['cache-control', 'last'],
    ['x-a', 'mostRestrictive'],
    ['content-length', 'last'],
    ['access-control-allow-origin', 'last'],
  ])('may not be about %s by %s', (named, algorithm) => {
    expect(headerOptions.safeParse({ response: [{ propagate: { named, algorithm } }] }).success).toBe(false);
  });
});
