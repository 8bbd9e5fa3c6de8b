import { describe, expect, it } from 'vitest';
import { DISTINCT_SHAPES, LARGE_QUERY, NESTED_QUERY, distinctAlias, distinctQuery } from './queries.ts';
import { referenceAnswer } from './reference-answer.ts';

const size = (query: string) => Buffer.byteLength(JSON.stringify({ data: referenceAnswer(query) }));

describe('the queries', () => {
  it('have answers of the sizes that the report names', () => {
    expect(size(NESTED_QUERY)).toBeGreaterThan(85_000);
    expect(size(NESTED_QUERY)).toBeLessThan(95_000);
    expect(size(LARGE_QUERY)).toBeGreaterThan(8_000_000);
    expect(size(LARGE_QUERY)).toBeLessThan(8_500_000);
  });

  it('bring texts that do not fit into Latin-1', () => {
    // eslint-disable-next-line no-control-regex -- all of Latin-1
    expect(JSON.stringify(referenceAnswer(NESTED_QUERY))).toMatch(/[^\x00-\xff]/);
  });

  it('of two numbers never have the same text, nor of two shapes the same fields', () => {
    const queries = Array.from({ length: 3 * DISTINCT_SHAPES }, (_, number) => distinctQuery(number));
    expect(new Set(queries).size).toBe(queries.length);
    const shapes = queries.map((query, number) => query.replace(distinctAlias(number), 'list'));
    expect(new Set(shapes).size).toBe(DISTINCT_SHAPES);
  });
});
