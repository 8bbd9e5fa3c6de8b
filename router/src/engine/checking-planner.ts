import type { GraphQLSchema } from 'graphql';
import { Kind, parse } from 'graphql';
import { requiredNames } from '../executor/compile-plan.js';
import { placeFetches } from '../executor/place-fetches.js';
import type { SupergraphTypes } from '../executor/supergraph-types.js';
import { conditionChoices } from '../planner/condition-choices.js';
import { fragmentsOf } from '../planner/fragments-of.js';
import type { Conditions } from '../planner/is-included.js';
import type { Planner, PlanRequest } from '../planner/planner.js';
import type { QueryPlan } from '../planner/query-plan.js';
import { asksForMore } from '../projection/asks-for-more.js';
import { isProvided } from '../projection/is-provided.js';
import { planSelection } from '../projection/plan-selection.js';
import { conditionVariables } from './condition-variables.js';

interface CheckOptions {
  readonly schema: GraphQLSchema;
  readonly types: SupergraphTypes;
}

/**
 * Asks the second planner where the first one forgot a field: for some operations with fragments on types, mostly where
 * interface objects meet them, the Rust planner's plans fetch a field for objects of some types only, or not at all. Also
 * where it forgot `@skip` or `@include`, so that an error of a field that is excluded would cost the client the fields
 * beside it.
 *
 * Each new plan is checked once. Measured with the operations of `bench/supergraph`, that takes 0.02 ms for one field and
 * 0.2 ms for six levels of entities, a tenth of the planning; with conditions, as much again for each choice of their
 * values: 0.7 ms for three conditions. The first check of a process takes 3 ms.
 */
export function createCheckingPlanner(
  planner: Pick<Planner, 'plan'>,
  options: CheckOptions,
): Pick<Planner, 'plan'> {
  return {
    async plan(request) {
      const plan = await planner.plan(request);
      const mistake = findMistake(plan, request, options);
      if (mistake === null) return plan;
      const second = planner.plan({ ...request, useSecond: true });
      // Better than no plan at all: it is wrong only when a field fails that nobody asked for.
      return mistake === 'asks for more' ? second.catch(() => plan) : second;
    },
  };
}

function findMistake(
  plan: QueryPlan,
  { document: text }: PlanRequest,
  { schema, types }: CheckOptions,
): 'asks for less' | 'asks for more' | null {
  const document = parse(text, { noLocation: true });
  const fragments = fragmentsOf(document);
  const operation = document.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  if (operation === undefined) return null;
  const select = (conditions: Conditions) =>
    planSelection({ schema, operation, fragments, conditions, planKey: (key) => key });

  const all = select('all');
  const placed = placeFetches(plan, types);
  if (!isProvided(all, placed, types)) return 'asks for less';
  const variables = conditionVariables({ document });
  if (variables.length === 0) return null;
  const choices = conditionChoices(variables).map((choice) => ({
    chosen: select(choice),
    placedFor: placeFetches(plan, types, choice),
  }));
  if (!choices.every(({ chosen, placedFor }) => isProvided(chosen, placedFor, types))) return 'asks for less';
  const required = requiredNames(placed);
  return choices.some(({ chosen, placedFor }) =>
    asksForMore(placedFor.root, { all: [all], chosen: [chosen], required }),
  )
    ? 'asks for more'
    : null;
}
