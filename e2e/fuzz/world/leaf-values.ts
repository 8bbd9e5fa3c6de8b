import type { Random } from '../../harness/random.js';
import { rawJson } from '../raw-json.js';

/** How numbers of custom scalars are written: as any JSON text (`1.0`, 30 digits), or as JavaScript's numbers. */
export type NumberForm = 'text' | 'double';

const INTS = [0, 1, -1, 7, 42, 2_147_483_647, -2_147_483_648];
const FLOATS = [0, -0, 0.5, -2.25, 3, 1e21, 1.5e-7, 123456.789, 1e300];
const NUMBER_TEXTS = [
  '0',
  '-0',
  '1.0',
  '1e3',
  '1E+2',
  '-0.00',
  '9007199254740993',
  '123456789012345678901234567890',
  '0.1000000000000000055511151231257827',
  '1e400',
];
const STRINGS = [
  '',
  'null',
  '"quoted" \\ back/slash',
  'line\nbreak\ttab\r\u0000\u001f\u007f',
  'Zoë 漢字 👩‍👩‍👧',
  '\u2028\u2029',
  'lone \ud800 surrogate',
  '__proto__',
  '}]",:{[',
];

/** A value of a built-in or custom scalar. Strings usually hold `mark`, so that a value in a wrong place shows. */
export function leafValue(scalar: string, random: Random, mark: string, numbers: NumberForm): unknown {
  switch (scalar) {
    case 'Int':
      return random.chance(0.4) ? random.pick(INTS) : random.below(1_000_000);
    case 'Float':
      return random.chance(0.4) ? random.pick(FLOATS) : random.below(1_000_000) / 64;
    case 'Boolean':
      return random.chance(0.5);
    case 'ID':
      return random.chance(0.3) ? String(random.below(100)) : `${mark}-${random.below(1_000_000)}`;
    case 'String':
      return random.chance(0.15) ? random.pick(STRINGS) : `${mark} ${random.below(1_000_000)}`;
    case 'BigNumber':
      return bigNumber(random, numbers);
    case 'JSON':
      return jsonValue(random, numbers, 0);
    default:
      throw new Error(`No values are known for the scalar "${scalar}".`);
  }
}

function bigNumber(random: Random, numbers: NumberForm): unknown {
  const text = random.chance(0.6) ? random.pick(NUMBER_TEXTS) : String(random.below(1_000_000));
  if (numbers === 'text') return rawJson(text);
  const value = Number(text);
  return Number.isFinite(value) ? value : 0;
}

function jsonValue(random: Random, numbers: NumberForm, depth: number): unknown {
  const kind = random.below(depth > 2 ? 4 : 6);
  switch (kind) {
    case 0:
      // At the top, null is for `nullRate` to choose.
      return depth === 0 ? false : null;
    case 1:
      return random.chance(0.5);
    case 2:
      return random.chance(0.3) ? random.pick(STRINGS) : `json ${random.below(1000)}`;
    case 3:
      return bigNumber(random, numbers);
    case 4:
      return Array.from({ length: random.below(3) }, () => jsonValue(random, numbers, depth + 1));
    default: {
      const keys = ['a', 'b c', '', '1', '__typename', 'constructor', '__proto__'];
      const entries = Array.from({ length: random.below(3) }, () => [
        random.pick(keys),
        jsonValue(random, numbers, depth + 1),
      ]);
      // `fromEntries` defines properties, so that `__proto__` is one like any other.
      return Object.fromEntries(entries);
    }
  }
}
