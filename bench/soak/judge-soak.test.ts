import { describe, expect, it } from 'vitest';
import type { Sample } from './growth.ts';
import type { SoakReadings } from './judge-soak.ts';
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
      heapBefore: 47e6,
      heapAfter: 47.5e6,
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

  it('passes when memory settled in the first minute, however high it had been', () => {
    expect(judge({ resident: series((second) => (second < 50 ? 400e6 : 200e6) + sawtooth(second)) })).toEqual(
      [],
    );
  });

  it('passes when large answers come and go, most of them late', () => {
    expect(judge({ resident: series((second) => 200e6 + (second % 7 < second / 100 ? 150e6 : 0)) })).toEqual(
      [],
    );
  });

  it('fails when RSS climbs slowly', () => {
    expect(judge({ resident: series((second) => 120e6 + second * 40e3 + sawtooth(second)) })).toEqual([
      expect.stringMatching(/^RSS grew by (19|2[0-2])\.. MB\.$/),
    ]);
  });

  it('fails when more is alive after the load than before it', () => {
    expect(judge({ heapBefore: 47e6, heapAfter: 49.5e6 })).toEqual(['The living heap grew by 2.5 MB.']);
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
