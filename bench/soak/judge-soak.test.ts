import { describe, expect, it } from 'vitest';
import type { Sample, SoakReadings } from './judge-soak.ts';
import { judgeSoak } from './judge-soak.ts';

const LIMITS = { residentBytes: 250e6, residentGrowth: 15e6, heapGrowth: 2e6 };

/** Ten minutes, one sample a second. */
function series(bytes: (second: number) => number): readonly Sample[] {
  return Array.from({ length: 600 }, (_, index) => ({ seconds: index + 1, bytes: bytes(index + 1) }));
}

/** Rises and falls as a heap between collections does. */
const sawtooth = (second: number) => (second % 17) * 3e6;

function judge(readings: Partial<SoakReadings>): readonly string[] {
  return judgeSoak(
    {
      residentBefore: series((second) => 150e6 + sawtooth(second)).slice(0, 60),
      resident: series((second) => 180e6 + sawtooth(second)),
      before: { heapBytes: 47e6, residentBytes: 210e6 },
      after: { heapBytes: 47.5e6, residentBytes: 215e6 },
      failures: [],
      ...readings,
    },
    LIMITS,
  ).complaints;
}

describe('a soak', () => {
  it('passes when memory goes up and down', () => {
    expect(judge({})).toEqual([]);
  });

  it('passes when memory was high under load and is at rest what it was', () => {
    expect(judge({ resident: series((second) => 200e6 + second * 500e3) })).toEqual([]);
  });

  it('fails when RSS at rest has grown', () => {
    expect(
      judge({
        before: { heapBytes: 47e6, residentBytes: 210e6 },
        after: { heapBytes: 47e6, residentBytes: 226e6 },
      }),
    ).toEqual(['RSS at rest grew by 16.0 MB.']);
  });

  it('fails when the heap at rest has grown', () => {
    expect(
      judge({
        before: { heapBytes: 47e6, residentBytes: 210e6 },
        after: { heapBytes: 49.5e6, residentBytes: 210e6 },
      }),
    ).toEqual(['The heap at rest grew by 2.5 MB.']);
  });

  it('fails when the first load ends with too much, and not for a second of it', () => {
    const ending = (length: number) =>
      series((second) => (second > 60 - length ? 300e6 : 200e6)).slice(0, 60);
    expect(judge({ residentBefore: ending(1) })).toEqual([]);
    expect(judge({ residentBefore: ending(10) })).toEqual([
      'RSS was 300.0 MB after the first load; the limit is 250.0 MB.',
    ]);
  });

  it('fails for one wrong answer', () => {
    expect(judge({ failures: ['identical: a wrong answer'] })).toHaveLength(1);
  });
});
