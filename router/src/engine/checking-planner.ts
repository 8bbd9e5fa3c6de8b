import type { FragmentDefinitionNode, GraphQLSchema } from 'graphql';
import { Kind, parse } from 'graphql';
import { placeFetches } from '../executor/place-fetches.js';
import { Position } from '../executor/position.js';
import type { SupergraphTypes } from '../executor/supergraph-types.js';
import type { Planner, PlanRequest } from '../planner/planner.js';
import type { QueryPlan } from '../planner/query-plan.js';
import { planSelection } from '../projection/plan-selection.js';
import type { SelectionPlan } from '../projection/selection-plan.js';

interface CheckOptions {
  readonly schema: GraphQLSchema;
  readonly types: SupergraphTypes;
}

/**
 * Asks the second planner where the first one forgot a field: for some operations with fragments on types, mostly where
 * interface objects meet them, the Rust planner's plans fetch a field for objects of some types only, or not at all. A
 * check of each new plan costs about 0.2 ms, once.
 */
export function createCheckingPlanner(
  planner: Pick<Planner, 'plan'>,
  options: CheckOptions,
): Pick<Planner, 'plan'> {
  return {
    async plan(request) {
      const plan = await planner.plan(request);
      return isComplete(plan, request, options) ? plan : planner.plan({ ...request, useSecond: true });
    },
  };
}

function isComplete(
  plan: QueryPlan,
  { document: text }: PlanRequest,
  { schema, types }: CheckOptions,
): boolean {
  const document = parse(text, { noLocation: true });
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const operation = document.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  if (operation === undefined) return true;
  const selection = planSelection({ schema, operation, fragments, conditions: 'all', planKey: (key) => key });
  return isProvided(selection, placeFetches(plan, types).root);
}

/** Whether every field of a selection has a provider for objects of every type that selects it. */
function isProvided({ fieldsByType }: SelectionPlan, position: Position): boolean {
  return [...fieldsByType].every(([typeName, fields]) =>
    fields.every((field) => {
      if (field.kind !== 'data') return true;
      const { own, slots, types, child } = position.field(field.planKey, field.fieldName);
      if (own.length === 0 && slots.length === 0) return false;
      if (types !== null && !types.has(typeName)) return false;
      return field.named.kind === 'leaf' || isProvided(field.named.selection, child ?? new Position());
    }),
  );
}
