import { canonicalJson } from '../canonical-json.js';
import type { SubgraphModel } from './subgraph-model.js';
import { selectedPart } from './plain-value.js';
import type { World, WorldObject } from './world.js';
import { FAMILY_SIZE } from './world.js';

/**
 * The entity that a representation means to a subgraph; `null` when the subgraph lacks it.
 *
 * @throws Thrown when the representation holds no whole key, keys of different entities, or keys of none.
 */
export function findEntity(
  world: World,
  subgraph: SubgraphModel,
  representation: Readonly<Record<string, unknown>>,
): WorldObject | null {
  const typeName = String(representation['__typename']);
  const family = world.model.familyOf(typeName);
  if (family === undefined) throw new Error(`${typeName} is no entity.`);

  const found = new Set<string>();
  for (const selection of subgraph.keys.get(typeName) ?? subgraph.keys.get(family) ?? []) {
    const given = canonicalJson(selectedPart(representation, selection));
    if (given.includes('undefined')) continue;
    for (let index = 0; index < FAMILY_SIZE; index++) {
      const key = String(index);
      const object = { __typename: world.entityType(family, key), key };
      if (canonicalJson(world.plain(object, selection)) === given) found.add(key);
    }
  }
  const [key, ...others] = found;
  if (key === undefined || others.length > 0) {
    throw new Error(`${found.size} entities have the key ${canonicalJson(representation)}.`);
  }
  const concrete = world.entityType(family, key);
  if (typeName !== family && typeName !== concrete)
    throw new Error(`The representation says ${typeName}, but the entity is a ${concrete}.`);
  if (world.model.subgraphThatMayLack(family) === subgraph && world.lacks(family, key)) return null;
  return {
    __typename: subgraph.interfaceObjects.has(typeName) ? typeName : concrete,
    key,
    representation,
  };
}
