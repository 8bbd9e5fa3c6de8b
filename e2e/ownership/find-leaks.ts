import type { GraphQLOutputType } from 'graphql';
import { getNamedType, isObjectType } from 'graphql';
import { INTERNAL, OWNED, STAFF } from './type-classes.js';

/** What must not be seen by others. */
export interface Secrets {
  /** Text → what it is. */
  readonly texts: ReadonlyMap<string, string>;
  /** The ids of everything that belongs to the victim, also of what has a public side, such as the account. */
  readonly ids: ReadonlySet<string>;
}

/** Something that was seen. */
export interface Leak {
  /** Field names from the root, without the positions in lists. */
  readonly path: readonly string[];
  readonly what: string;
}

/**
 * What an answer tells of the victim.
 *
 * An id that the asker put into the question may come back, as that of an entity of which nothing else is known; a
 * fact beside it is a leak, even one that is no secret by itself, such as a role or a status.
 *
 * @param type the type of `value`
 * @param sent what the asker put into the question
 */
export function findLeaks(
  value: unknown,
  type: GraphQLOutputType,
  { secrets, sent }: { readonly secrets: Secrets; readonly sent: string | null },
): readonly Leak[] {
  const leaks: Leak[] = [];
  const pattern = new RegExp([...secrets.texts.keys()].map(RegExp.escape).join('|'), 'g');

  function isHollow(part: unknown): boolean {
    if (part == null || part === sent) return true;
    if (Array.isArray(part)) return part.every(isHollow);
    return typeof part === 'object' && Object.values(part).every(isHollow);
  }

  function visit(part: unknown, partType: GraphQLOutputType, path: readonly string[], owner: string): void {
    if (part == null) return;
    if (Array.isArray(part)) {
      for (const item of part) visit(item, partType, path, owner);
      return;
    }
    const named = getNamedType(partType);
    if (!isObjectType(named)) {
      visitLeaf(part, path, owner);
      return;
    }
    const { id, ...others } = part as Record<string, unknown>;
    if (STAFF.has(named.name) || INTERNAL.has(named.name)) leaks.push({ path, what: `a ${named.name}` });
    if (OWNED.has(named.name) && secrets.ids.has(String(id)) && !isHollow(others))
      leaks.push({ path, what: `facts of a foreign ${named.name}: ${JSON.stringify(part).slice(0, 300)}` });
    for (const [name, below] of Object.entries(part)) {
      if (name === 'id' && below === sent) continue;
      const field = named.getFields()[name];
      if (field !== undefined) visit(below, field.type, [...path, name], named.name);
    }
  }

  function visitLeaf(leaf: unknown, path: readonly string[], owner: string): void {
    const text = typeof leaf === 'string' ? leaf : JSON.stringify(leaf);
    for (const [found] of `${text} ${decodeCursor(text)}`.matchAll(pattern)) {
      // A message may quote what was asked for.
      if (owner === 'UserError' && found === sent) continue;
      leaks.push({ path, what: `${secrets.texts.get(found) ?? 'a secret'} "${found}"` });
    }
  }

  visit(value, type, [], '');
  return leaks;
}

/** A cursor's values as text; of any other text, nothing. */
function decodeCursor(text: string): string {
  return text.startsWith('WyJ') ? Buffer.from(text, 'base64url').toString() : '';
}
