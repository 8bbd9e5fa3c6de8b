import type { ASTNode } from 'graphql';
import { visit } from 'graphql';

/** The names of all variables that nodes mention: used or, where an operation declares its own, declared. */
export function variablesIn(...nodes: readonly ASTNode[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const node of nodes) visit(node, { Variable: ({ name }) => void names.add(name.value) });
  return names;
}
