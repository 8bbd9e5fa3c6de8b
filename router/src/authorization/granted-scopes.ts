import type { Identity, Role } from '@techally/identity';

/** Scopes that accounts have by their role, beside those of their tokens. */
export type RoleScopes = Readonly<Partial<Record<Role, readonly string[]>>>;

/**
 * The scopes of an identity: those of its credentials and, for access tokens, those of its role. An API key is made for
 * a few scopes; the role of its owner must not widen them.
 */
export function createGrantedScopes(roleScopes: RoleScopes): (identity: Identity) => ReadonlySet<string> {
  const known = new WeakMap<Identity, ReadonlySet<string>>();
  return (identity) => {
    if (identity.kind !== 'user') return NO_SCOPES;
    let scopes = known.get(identity);
    if (scopes === undefined) {
      const ofRole = isOfApiKey(identity) ? [] : (roleScopes[identity.role] ?? []);
      known.set(identity, (scopes = new Set([...identity.scope, ...ofRole])));
    }
    return scopes;
  };
}

/** Access tokens have an id, or belong to a session; API keys have neither. */
function isOfApiKey(identity: Identity): boolean {
  return identity.kind === 'user' && identity.sessionId === undefined && identity.tokenId === undefined;
}

const NO_SCOPES: ReadonlySet<string> = new Set();
