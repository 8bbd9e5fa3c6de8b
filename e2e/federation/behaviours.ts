import { abstractLists } from './abstract-lists/abstract-lists.js';
import { accessDirectives } from './access-directives/access-directives.js';
import { aliases } from './aliases/aliases.js';
import { compoundKeys } from './compound-keys/compound-keys.js';
import { conflictingTypes } from './conflicting-types/conflicting-types.js';
import { context } from './context/context.js';
import { costDirectives } from './cost-directives/cost-directives.js';
import { deepRecursion } from './deep-recursion/deep-recursion.js';
import { differingNullability } from './differing-nullability/differing-nullability.js';
import { enums } from './enums/enums.js';
import { errors } from './errors/errors.js';
import { federation1 } from './federation-1/federation-1.js';
import { fragments } from './fragments/fragments.js';
import { hiddenTypesInAnswers } from './hidden-types-in-answers/hidden-types-in-answers.js';
import { holesInLists } from './holes-in-lists/holes-in-lists.js';
import { inaccessible } from './inaccessible/inaccessible.js';
import { inputVariables } from './input-variables/input-variables.js';
import { inputs } from './inputs/inputs.js';
import { interfaceKeys } from './interface-keys/interface-keys.js';
import { interfaceObject } from './interface-object/interface-object.js';
import { interfaceObjectChains } from './interface-object-chains/interface-object-chains.js';
import { interfaceObjectMixtures } from './interface-object-mixtures/interface-object-mixtures.js';
import { introspection } from './introspection/introspection.js';
import { keyChains } from './key-chains/key-chains.js';
import { keysByPath } from './keys-by-path/keys-by-path.js';
import { listsInKeys } from './lists-in-keys/lists-in-keys.js';
import { mismatchedChildren } from './mismatched-children/mismatched-children.js';
import { missingEntities } from './missing-entities/missing-entities.js';
import { mutations } from './mutations/mutations.js';
import { nestedEntityKeys } from './nested-entity-keys/nested-entity-keys.js';
import { notResolvableInterfaceObjects } from './not-resolvable-interface-objects/not-resolvable-interface-objects.js';
import { nullKeys } from './null-keys/null-keys.js';
import { nullPropagation } from './null-propagation/null-propagation.js';
import { oneEntityManyPlaces } from './one-entity-many-places/one-entity-many-places.js';
import { override } from './override/override.js';
import { overrideMixtures } from './override-mixtures/override-mixtures.js';
import { provides } from './provides/provides.js';
import { providesOnAbstractTypes } from './provides-on-abstract-types/provides-on-abstract-types.js';
import { renamedRoots } from './renamed-roots/renamed-roots.js';
import { requestEconomy } from './request-economy/request-economy.js';
import { requires } from './requires/requires.js';
import { requiresChains } from './requires-chains/requires-chains.js';
import { requiresCircles } from './requires-circles/requires-circles.js';
import { requiresOnInterfaces } from './requires-on-interfaces/requires-on-interfaces.js';
import { requiresThroughLists } from './requires-through-lists/requires-through-lists.js';
import { requiresWithArguments } from './requires-with-arguments/requires-with-arguments.js';
import { requiresWithFragments } from './requires-with-fragments/requires-with-fragments.js';
import { requiresWithProvides } from './requires-with-provides/requires-with-provides.js';
import { scalars } from './scalars/scalars.js';
import { shareableMixtures } from './shareable-mixtures/shareable-mixtures.js';
import { sharedRoots } from './shared-roots/shared-roots.js';
import { simpleEntities } from './simple-entities/simple-entities.js';
import { skipAndInclude } from './skip-and-include/skip-and-include.js';
import { splitAbstractTypes } from './split-abstract-types/split-abstract-types.js';
import { splitObjects } from './split-objects/split-objects.js';
import { tagsAndOwnDirectives } from './tags-and-own-directives/tags-and-own-directives.js';
import { typename } from './typename/typename.js';
import { unionIntersections } from './union-intersections/union-intersections.js';
import { unreachableSubgraphs } from './unreachable-subgraphs/unreachable-subgraphs.js';
import { valueTypes } from './value-types/value-types.js';
import type { Behaviour } from './harness/behaviour.js';

/** All behaviours, which every runner goes through. */
export const BEHAVIOURS: readonly Behaviour[] = [
  abstractLists,
  accessDirectives,
  aliases,
  compoundKeys,
  conflictingTypes,
  context,
  costDirectives,
  deepRecursion,
  differingNullability,
  enums,
  errors,
  federation1,
  fragments,
  hiddenTypesInAnswers,
  holesInLists,
  inaccessible,
  inputVariables,
  inputs,
  interfaceKeys,
  interfaceObject,
  interfaceObjectChains,
  interfaceObjectMixtures,
  introspection,
  keyChains,
  keysByPath,
  listsInKeys,
  mismatchedChildren,
  missingEntities,
  mutations,
  nestedEntityKeys,
  notResolvableInterfaceObjects,
  nullKeys,
  nullPropagation,
  oneEntityManyPlaces,
  override,
  overrideMixtures,
  provides,
  providesOnAbstractTypes,
  renamedRoots,
  requestEconomy,
  requires,
  requiresChains,
  requiresCircles,
  requiresOnInterfaces,
  requiresThroughLists,
  requiresWithArguments,
  requiresWithFragments,
  requiresWithProvides,
  scalars,
  shareableMixtures,
  sharedRoots,
  simpleEntities,
  skipAndInclude,
  splitAbstractTypes,
  splitObjects,
  tagsAndOwnDirectives,
  typename,
  unionIntersections,
  unreachableSubgraphs,
  valueTypes,
];
