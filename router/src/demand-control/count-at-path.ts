import type { GraphQLObjectType, GraphQLOutputType } from 'graphql';
import { getNamedType, getNullableType, isAbstractType, isListType, isObjectType } from 'graphql';
import type { PathSegment } from '../planner/query-plan.js';
import { multiplyCosts, readAmount } from './amount.js';
import type { CostModel } from './cost-model.js';
import type { FieldCost, PlaceCost } from './cost-tree.js';

/** What is known on the way along a path. */
interface Position {
  /** How many objects there are at most. */
  readonly count: number;
  /** What the operation selects of them; empty for what only the plan fetches, as `@requires` wants it. */
  readonly places: readonly PlaceCost[];
  readonly types: readonly GraphQLObjectType[];
}

export interface CountAtPathOptions {
  readonly model: CostModel;
  readonly root: PlaceCost;
  readonly rootType: GraphQLObjectType;
  /** The evaluated amounts of the operation. */
  readonly slots: readonly number[];
}

/** How many objects an answer has at a place of a plan at most. */
export function countAtPath(path: readonly PathSegment[], options: CountAtPathOptions): number {
  let position: Position = { count: 1, places: [options.root], types: [options.rootType] };
  for (const segment of path) {
    // Lists count with their field; conditions on types only make it fewer.
    if (segment.kind === 'field') position = enter(position, segment.name, options);
  }
  return position.count;
}

function enter(
  { count, places, types }: Position,
  name: string,
  { model, slots }: CountAtPathOptions,
): Position {
  const asked = places
    .flatMap(({ distinct }) => distinct)
    .flatMap(({ fields }) => fields.filter((field) => field.responseKey === name));
  const defined = types.flatMap((type) => {
    const field = type.getFields()[asked[0]?.fieldName ?? name];
    return field === undefined ? [] : [{ type, field }];
  });
  const sizes =
    asked.length > 0
      ? asked.map((field) => sizeOf(field, slots))
      : defined.map(({ type, field }) =>
          power(model.listSizeRule(type, field.name)?.assumedSize ?? model.listSize, levelsOf(field.type)),
        );
  return {
    count: multiplyCosts(count, sizes.length === 0 ? 1 : Math.max(...sizes)),
    places: asked.flatMap(({ place }) => (place === undefined ? [] : [place])),
    types: [...new Set(defined.flatMap(({ field }) => objectTypesOf(field.type, model)))],
  };
}

function sizeOf({ size, listLevels }: FieldCost, slots: readonly number[]): number {
  return power(readAmount(size, slots), listLevels);
}

function power(size: number, levels: number): number {
  let result = 1;
  for (let level = 0; level < levels; level++) result = multiplyCosts(result, size);
  return result;
}

function levelsOf(type: GraphQLOutputType): number {
  const nullable = getNullableType(type);
  return isListType(nullable) ? 1 + levelsOf(nullable.ofType) : 0;
}

function objectTypesOf(type: GraphQLOutputType, { schema }: CostModel): readonly GraphQLObjectType[] {
  const named = getNamedType(type);
  if (isObjectType(named)) return [named];
  return isAbstractType(named) ? schema.getPossibleTypes(named) : [];
}
