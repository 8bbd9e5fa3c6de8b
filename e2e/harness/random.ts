/** A stream of pseudo-random numbers: equal seeds give equal streams, on every machine. */
export interface Random {
  /** From 0 (inclusive) to 1 (exclusive). */
  fraction(): number;
  /** A whole number from 0 (inclusive) to `limit` (exclusive). */
  below(limit: number): number;
  /** True with this probability. */
  chance(probability: number): boolean;
  /** @throws Thrown when there is nothing to pick from. */
  pick<T>(items: readonly T[]): T;
}

/** A stream seeded by any text. */
export function createRandom(seed: string): Random {
  let state = hashText(seed);

  // A Weyl sequence, whose steps are mixed as hashes are: short, fast and good enough to choose test cases with.
  function fraction(): number {
    state = (state + 0x9e3779b9) >>> 0;
    return mix(state) / 0x1_0000_0000;
  }
  const below = (limit: number) => Math.floor(fraction() * limit);

  return {
    fraction,
    below,
    chance: (probability) => fraction() < probability,
    pick(items) {
      if (items.length === 0) throw new Error('There is nothing to pick from.');
      return items[below(items.length)]!;
    },
  };
}

/** A 32-bit hash: FNV-1a over the UTF-16 code units, then mixed so that every bit depends on all of the text. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return mix(hash >>> 0);
}

function mix(value: number): number {
  let mixed = value;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
