import type { Identity, Role, UserIdentity } from '@techally/identity';

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
      const ofRole = isOfAccessToken(identity) ? (roleScopes[identity.role] ?? []) : [];
      known.set(identity, (scopes = new Set([...identity.scope, ...ofRole])));
    }
    return scopes;
  };
}

/** Not every API key is marked as one, but what is marked like an access token is one: it has an id, a session, an end. */
function isOfAccessToken({ apiKeyId, sessionId, tokenId, expiresAt }: UserIdentity): boolean {
  return apiKeyId === undefined && (sessionId ?? tokenId ?? expiresAt) !== undefined;
}

const NO_SCOPES: ReadonlySet<string> = new Set();
