import { deepNulls } from './deep-nulls.js';
import type { FuzzSupergraph } from './fuzz-supergraph.js';
import { interfaceObjects } from './interface-objects.js';
import { interfaces } from './interfaces.js';
import { movedAndHidden } from './moved-and-hidden.js';
import { mutations } from './mutations.js';
import { providedFields } from './provided-fields.js';
import { requiredFields } from './required-fields.js';
import { scalarsAndInputs } from './scalars-and-inputs.js';
import { severalKeys } from './several-keys.js';
import { splitValueTypes } from './split-value-types.js';
import { unions } from './unions.js';

/** The supergraphs that a run goes through in turn. */
export const ALL_SUPERGRAPHS: readonly FuzzSupergraph[] = [
  severalKeys,
  requiredFields,
  providedFields,
  splitValueTypes,
  interfaces,
  unions,
  interfaceObjects,
  scalarsAndInputs,
  mutations,
  deepNulls,
  movedAndHidden,
];
