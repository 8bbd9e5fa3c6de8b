import type { Role } from '@techally/identity';

const CUSTOMER = ['orders:read', 'orders:write', 'profile:read', 'profile:write'] as const;
const ADMINISTRATOR = [...CUSTOMER, 'admin:read', 'admin:write'] as const;

/** What an access token of each role may be used for: its `scope` claim. */
export const SCOPES: Readonly<Record<Role, readonly string[]>> = { USER: CUSTOMER, ADMIN: ADMINISTRATOR };

/** The scope without which nobody acts as an administrator, whatever the role of the account. */
export const ADMIN_SCOPE = 'admin:write';
