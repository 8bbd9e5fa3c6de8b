import type { Identity } from '@techally/identity';
import { toClaims } from '@techally/identity';

/** What a header may be made of. */
export interface ContextValue {
  readonly identity: Identity;
  readonly clientAddress: string | undefined;
  /** What hooks have set; `undefined` where there are none. */
  readonly hookContext: { readonly values: ReadonlyMap<string, unknown> } | undefined;
}

const IDENTITY = 'identity.';

/**
 * Reads a value of a request as text.
 * @param path `clientAddress`, `identity.<claim>`, or the name of a value that a hook has set.
 */
export function contextValue(path: string): (context: ContextValue) => string | undefined {
  if (path === 'clientAddress') return ({ clientAddress }) => clientAddress;
  if (path.startsWith(IDENTITY)) {
    const claim = path.slice(IDENTITY.length);
    return ({ identity }) => toText(toClaims(identity)[claim]);
  }
  return ({ hookContext }) => toText(hookContext?.values.get(path));
}

function toText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}
