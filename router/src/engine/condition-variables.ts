import { Kind, visit } from 'graphql';
import type { PreparedOperation } from './engine.js';

/** The variables on which `@skip` and `@include` of a document depend. */
export function conditionVariables({ document }: Pick<PreparedOperation, 'document'>): readonly string[] {
  const names = new Set<string>();
  visit(document, {
    Directive({ name, arguments: given }) {
      if (name.value !== 'skip' && name.value !== 'include') return;
      for (const { value } of given ?? []) if (value.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return [...names].sort();
}
