import type { DocumentNode } from 'graphql';
import { visit } from 'graphql';

/** A response key for `__typename` that means nothing else anywhere in a document: mostly its own name. */
export function freeTypenameKey(document: DocumentNode): string {
  const taken = new Set<string>();
  visit(document, {
    Field({ alias, name }) {
      if (alias !== undefined && name.value !== '__typename') taken.add(alias.value);
    },
  });
  let key = '__typename';
  while (taken.has(key)) key += '_';
  return key;
}
