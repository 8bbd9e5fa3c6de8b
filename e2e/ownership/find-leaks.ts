import type { GraphQLOutputType } from 'graphql';
import { getNamedType, isObjectType } from 'graphql';
import { INTERNAL, isPage, OWNED, PARTS, STAFF } from './type-classes.js';

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
  /** The type that it is a fact of: parts and pages count for what holds them. */
  readonly type: string;
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
  { secrets, sent }: { readonly secrets: Secrets; readonly sent: ReadonlySet<unknown> },
): readonly Leak[] {
  const leaks: Leak[] = [];
  const pattern = new RegExp([...secrets.texts.keys()].map(RegExp.escape).join('|'), 'g');

  function isHollow(part: unknown): boolean {
    if (part == null || sent.has(part)) return true;
    if (Array.isArray(part)) return part.every(isHollow);
    return typeof part === 'object' && Object.values(part).every(isHollow);
  }

  function visit(part: unknown, partType: GraphQLOutputType, path: readonly string[], holder: string): void {
    if (part == null) return;
    if (Array.isArray(part)) {
      for (const item of part) visit(item, partType, path, holder);
      return;
    }
    const named = getNamedType(partType);
    if (!isObjectType(named)) {
      visitLeaf(part, path, holder);
      return;
    }
    const { id, ...others } = part as Record<string, unknown>;
    if (STAFF.has(named.name) || INTERNAL.has(named.name))
      leaks.push({ path, type: named.name, what: `a ${named.name}` });
    if (OWNED.has(named.name) && secrets.ids.has(String(id)) && !isHollow(others)) {
      const what = `facts of a foreign ${named.name}: ${JSON.stringify(part).slice(0, 300)}`;
      leaks.push({ path, type: named.name, what });
    }
    const below = isPage(named.name) || PARTS.has(named.name) ? holder : named.name;
    for (const [name, child] of Object.entries(part)) {
      if (name === 'id' && sent.has(child)) continue;
      const field = named.getFields()[name];
      if (field !== undefined) visit(child, field.type, [...path, name], below);
    }
  }

  function visitLeaf(leaf: unknown, path: readonly string[], type: string): void {
    const text = typeof leaf === 'string' ? leaf : JSON.stringify(leaf);
    for (const [found] of `${text} ${decodeCursor(text)}`.matchAll(pattern)) {
      // A message may quote what was asked for.
      if (type === 'UserError' && sent.has(found)) continue;
      leaks.push({ path, type, what: `${secrets.texts.get(found) ?? 'a secret'} "${found}"` });
    }
  }

  visit(value, type, [], getNamedType(type).name);
  return leaks;
}

/** A cursor's values as text; of any other text, nothing. */
function decodeCursor(text: string): string {
  return text.startsWith('WyJ') ? Buffer.from(text, 'base64url').toString() : '';
}
