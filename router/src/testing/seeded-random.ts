/** Pseudo-random numbers for property tests: equal seeds give equal tests, on every machine. */
export interface SeededRandom {
  /** A whole number from 0 (inclusive) to `limit` (exclusive). */
  below(limit: number): number;
  /** True with this probability. */
  chance(probability: number): boolean;
  pick<T>(items: readonly T[]): T;
}

/** A linear congruential generator, of which the upper bits are used. */
export function seededRandom(seed: number): SeededRandom {
  let state = BigInt.asUintN(64, BigInt(seed) * 2n + 1n);
  const fraction = () => {
    state = BigInt.asUintN(64, state * 6364136223846793005n + 1442695040888963407n);
    return Number(state >> 33n) / 2 ** 31;
  };
  const below = (limit: number) => Math.floor(fraction() * limit);
  return {
    below,
    chance: (probability) => fraction() < probability,
    pick: (items) => items[below(items.length)]!,
  };
}
