import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { plantFault } from './plant-fault.js';
import { PLANTED_FAULTS } from './planted-faults.js';

it.each(PLANTED_FAULTS)('the fault "$name" can be planted in the engine as it is', (fault) => {
  const source = readFileSync(new URL(`../../../${fault.file}`, import.meta.url), 'utf8');
  expect(plantFault(fault, source)).toContain(fault.replace);
});

it('there are twenty planted faults at least, each with a name of its own', () => {
  expect(new Set(PLANTED_FAULTS.map(({ name }) => name)).size).toBeGreaterThanOrEqual(20);
  expect(new Set(PLANTED_FAULTS.map(({ name }) => name)).size).toBe(PLANTED_FAULTS.length);
});
