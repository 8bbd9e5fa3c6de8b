import type { SelectionNode } from 'graphql';
import { getDirectiveValues, GraphQLIncludeDirective, GraphQLSkipDirective } from 'graphql';

/** The values of the Boolean variables that `@skip` and `@include` use; `all` to leave nothing out. */
export type Conditions = Readonly<Record<string, unknown>> | 'all';

/** Whether `@skip` and `@include` leave a selection in (https://spec.graphql.org/October2021/#sec--skip). */
export function isIncluded(node: SelectionNode, conditions: Conditions): boolean {
  if (conditions === 'all' || node.directives === undefined || node.directives.length === 0) return true;
  return (
    getDirectiveValues(GraphQLSkipDirective, node, conditions)?.['if'] !== true &&
    getDirectiveValues(GraphQLIncludeDirective, node, conditions)?.['if'] !== false
  );
}
