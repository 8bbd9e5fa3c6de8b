import { hash } from 'node:crypto';
import type { DocumentNode } from 'graphql';
import { parse, print } from 'graphql';

/**
 * What two texts have in common when they are the same document: spaces, commas and comments do not count, nor does the
 * order of operations and fragments, since Apollo Client and the tools that write manifests put fragments in different
 * places. Everything inside a definition counts, also the order of fields.
 */
export function fingerprint(document: DocumentNode): string {
  const definitions = document.definitions.map((definition) => print(definition)).sort();
  return hash('sha256', definitions.join('\n'));
}

/**
 * The fingerprint of a text that a client sent; `undefined` when it is no GraphQL, or has too many tokens.
 * @param maxTokens Where reading stops: what is longer than every known document is not known.
 */
export function fingerprintOf(source: string, maxTokens: number): string | undefined {
  try {
    return fingerprint(parse(source, { noLocation: true, maxTokens }));
  } catch {
    // A syntax error, too many tokens, or a stack that was exhausted by nesting: none of them is a known document.
    return undefined;
  }
}
