import { parseArgs } from 'node:util';
import type { PlantedFault } from '../harness/planted-faults.js';
import { PLANTED_FAULTS } from '../harness/planted-faults.js';
import type { OrderPath } from './order-paths.js';
import { ORDER_PATHS } from './order-paths.js';

export interface CrashPointsOptions {
  readonly paths: readonly OrderPath[];
  /** Paths at work at once, each in a shop of its own. */
  readonly shops: number;
  /** A fault that the check has to find; null for none. */
  readonly plant: PlantedFault | null;
  /** Only writes that outlive their process. */
  readonly lasting: boolean;
  /** Each write on the first path only that has it. */
  readonly once: boolean;
  /** Every how many-th point is visited; 1 for all. */
  readonly every: number;
  /** Prints the writes of each path. */
  readonly list: boolean;
}

/** @throws {TypeError} Thrown for arguments that cannot be used. */
export function readCrashPointsArguments(args: readonly string[]): CrashPointsOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      path: { type: 'string', multiple: true },
      shops: { type: 'string', default: '2' },
      plant: { type: 'string' },
      lasting: { type: 'boolean', default: false },
      once: { type: 'boolean', default: false },
      every: { type: 'string', default: '1' },
      list: { type: 'boolean', default: false },
    },
  });
  const plant = PLANTED_FAULTS.find(({ name }) => name === values.plant) ?? null;
  if (values.plant !== undefined && plant === null) throw new TypeError(oneOf('--plant', PLANTED_FAULTS));
  const shops = smallNumber('--shops', values.shops);
  const every = smallNumber('--every', values.every);
  const { lasting, once, list } = values;
  return { paths: readPaths(values.path), shops, plant, lasting, once, every, list };
}

function smallNumber(option: string, text: string): number {
  if (!/^[1-9]$/.test(text)) throw new TypeError(`${option} is a number from 1 to 9.`);
  return Number(text);
}

function readPaths(names: readonly string[] | undefined): readonly OrderPath[] {
  if (names === undefined) return ORDER_PATHS;
  return names.map((name) => {
    const path = ORDER_PATHS.find((each) => each.name === name);
    if (path === undefined) throw new TypeError(oneOf('--path', ORDER_PATHS));
    return path;
  });
}

function oneOf(option: string, choices: readonly { readonly name: string }[]): string {
  return `${option} is one of ${choices.map(({ name }) => name).join(', ')}.`;
}
