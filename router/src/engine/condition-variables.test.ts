import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { conditionVariables } from './condition-variables.js';

const variables = (source: string) => conditionVariables({ document: parse(source) });

describe('the variables of conditions', () => {
  it('are those of @skip and @include, each once, in alphabetical order', () => {
    expect(
      variables(`query ($c: Boolean!, $a: Boolean!, $b: Boolean!, $n: Int) {
        x(n: $n) @skip(if: $c) @include(if: $a) ... @include(if: $b) { y @skip(if: $a) } }`),
    ).toEqual(['a', 'b', 'c']);
  });

  it('are found on fields, spreads and fragments, and inside fragments', () => {
    expect(
      variables(`query ($a: Boolean!, $b: Boolean!, $c: Boolean!) { ...F @skip(if: $a) }
        fragment F on Q { ... on Q @include(if: $b) { z { y @skip(if: $c) } } }`),
    ).toEqual(['a', 'b', 'c']);
  });

  it('are not those of other directives, nor literal values', () => {
    expect(
      variables('query ($a: Boolean!) { x @other(if: $a) y @skip(if: true) @include(if: false) }'),
    ).toEqual([]);
  });

  it('may have names that objects inherit', () => {
    expect(variables('query ($toString: Boolean!) { x @skip(if: $toString) }')).toEqual(['toString']);
  });
});
