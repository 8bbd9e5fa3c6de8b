import type { FieldNode, GraphQLObjectType, SelectionSetNode } from 'graphql';
import type { CollectOptions } from '../planner/collect-fields.js';
import { FieldVisitor } from '../planner/collect-fields.js';

/** Selections on the objects of one place of an answer. */
export interface Part {
  readonly set: SelectionSetNode;
  /** Whether it was selected on a field that was refused here while another selection of the field was not. */
  readonly isRefused: boolean;
}

export interface Selected {
  readonly node: FieldNode;
  /** Where it was selected. */
  readonly part: Part;
}

/** The fields of an object, by response key (https://spec.graphql.org/October2021/#sec-Field-Collection). */
export function collectSelected(
  type: GraphQLObjectType,
  parts: readonly Part[],
  options: CollectOptions,
): ReadonlyMap<string, readonly Selected[]> {
  const fields = new Map<string, Selected[]>();
  // What is refused in one part may be allowed in another, where the same fragment is spread again.
  const allowed = new FieldVisitor(type, options);
  const refused = new FieldVisitor(type, options);
  for (const part of parts) {
    (part.isRefused ? refused : allowed).visit(part.set, (key, node) => {
      const known = fields.get(key);
      if (known === undefined) fields.set(key, [{ node, part }]);
      else known.push({ node, part });
    });
  }
  return fields;
}
