import type { Identity, Scope } from '@techally/identity';

/** The scopes with which the owner, and an administrator, see things of a kind. */
const VISIBILITY = {
  profile: { own: 'profile:read', admin: 'admin:users:read' },
  orders: { own: 'orders:read', admin: 'admin:orders:read' },
  payments: { own: 'orders:read', admin: 'admin:payments:read' },
  notifications: { own: 'profile:read', admin: 'admin:notifications:read' },
} as const satisfies Readonly<Record<string, { readonly own: Scope; readonly admin: Scope }>>;

/**
 * Whether the caller may see something of a kind that belongs to `ownerId`: the owner and administrators with the scope
 * for it, and our own services.
 *
 * @param ownerId null when it belongs to no customer
 */
export function maySee(identity: Identity, ownerId: string | null, kind: keyof typeof VISIBILITY): boolean {
  switch (identity.kind) {
    case 'anonymous':
      return false;
    case 'service':
      return true;
    case 'user': {
      const { own, admin } = VISIBILITY[kind];
      return (
        (identity.userId === ownerId && identity.scope.includes(own)) ||
        (identity.role === 'ADMIN' && identity.scope.includes(admin))
      );
    }
  }
}
