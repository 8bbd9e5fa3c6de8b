import type { PlantedFault } from './planted-faults.js';
import { PLANTED_FAULTS } from './planted-faults.js';

/** @throws Thrown when there is no fault of that name. */
export function findPlantedFault(name: string): PlantedFault {
  const fault = PLANTED_FAULTS.find((candidate) => candidate.name === name);
  if (fault === undefined) throw new Error(`There is no planted fault "${name}".`);
  return fault;
}

/**
 * The source with the fault.
 *
 * @throws Thrown when the text to replace is not there exactly once, as after a change of the engine.
 */
export function plantFault({ name, file, find, replace }: PlantedFault, source: string): string {
  const parts = source.split(find);
  if (parts.length !== 2)
    throw new Error(`${file} has ${parts.length - 1} places in place of one for the fault "${name}".`);
  return parts.join(replace);
}
