import type { GraphQLSchema } from 'graphql';
import { Kind, parse } from 'graphql';
import { planSelection } from '../projection/plan-selection.js';
import type { SelectionPlan } from '../projection/selection-plan.js';

/** What an operation without named fragments and conditions selects; plans have its fields under the client's keys. */
export function selectionOf(schema: GraphQLSchema, query: string): SelectionPlan {
  const operation = parse(query).definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('The document has no operation.');
  return planSelection({ schema, operation, fragments: new Map(), conditions: {}, planKey: (key) => key });
}
