import type { Identity } from '@techally/identity';
import { toClaims } from '@techally/identity';

const keys = new WeakMap<Identity, string>();

/** All claims of an identity as text: equal for equal identities, and only for them. Free of line breaks. */
export function identityKey(identity: Identity): string {
  let key = keys.get(identity);
  if (key === undefined) {
    key = JSON.stringify(toClaims(identity));
    keys.set(identity, key);
  }
  return key;
}
