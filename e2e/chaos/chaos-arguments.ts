import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import type { PlantedFault } from '../harness/planted-faults.js';
import { PLANTED_FAULTS } from '../harness/planted-faults.js';

export interface ChaosOptions {
  /** Orders that customers try to place. */
  readonly orders: number;
  /** Processes that are killed meanwhile. */
  readonly kills: number;
  readonly bus: 'rabbitmq' | 'postgres';
  /** Decides who is killed when, what is bought, and what comes twice; how processes interleave is left to the machine. */
  readonly seed: number;
  /** A fault that the check has to find; null for none. */
  readonly plant: PlantedFault | null;
}

/** @throws {TypeError} Thrown for arguments that cannot be used. */
export function readChaosArguments(args: readonly string[]): ChaosOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      orders: { type: 'string', default: '500' },
      kills: { type: 'string', default: '100' },
      bus: { type: 'string', default: 'rabbitmq' },
      seed: { type: 'string', default: String(randomInt(1_000_000)) },
      plant: { type: 'string' },
    },
  });
  if (values.bus !== 'rabbitmq' && values.bus !== 'postgres')
    throw new TypeError('--bus is rabbitmq or postgres.');
  const plant = PLANTED_FAULTS.find(({ name }) => name === values.plant) ?? null;
  if (values.plant !== undefined && plant === null) {
    throw new TypeError(`--plant is one of ${PLANTED_FAULTS.map(({ name }) => name).join(', ')}.`);
  }
  return {
    orders: wholeNumber('--orders', values.orders),
    kills: wholeNumber('--kills', values.kills),
    bus: values.bus,
    seed: wholeNumber('--seed', values.seed),
    plant,
  };
}

function wholeNumber(name: string, text: string): number {
  if (!/^\d{1,7}$/.test(text)) throw new TypeError(`${name} is a whole number.`);
  return Number(text);
}
