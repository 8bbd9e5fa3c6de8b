import type { Role } from './identity.js';

/**
 * What a token or an API key can be good for, and what each of it means. The first ones are about what belongs to the
 * caller; those that begin with `admin:` are about everybody's, and do nothing without the role ADMIN.
 */
export const SCOPES = {
  'profile:read': 'Read the own profile, addresses, preferences, devices and notifications.',
  'profile:write': 'Change them, the password and the account itself.',
  'orders:read': 'Read the own orders, shipments and payments.',
  'orders:write': 'Merge the own cart, check out and cancel.',
  'reviews:write': 'Write reviews.',
  'admin:users:read': "Read everybody's account and profile.",
  'admin:users:write': "Change everybody's role and tier, lock accounts, revoke tokens.",
  'admin:keys:read': 'List the API keys.',
  'admin:keys:write': 'Make and revoke API keys.',
  'admin:audit:read': 'Read the audit log.',
  'admin:products:write': 'Change products and categories.',
  'admin:reviews:write': 'Show and hide reviews.',
  'admin:orders:read': "Read everybody's orders, how they are processed, and sales statistics.",
  'admin:orders:write':
    'Report on shipments and returns, which are refunded; resume or undo the processing of orders.',
  'admin:payments:read': "Read everybody's payments and the ledger.",
  'admin:payments:refund': 'Give money back.',
  'admin:inventory:read': 'Read the stock, its changes and reservations.',
  'admin:inventory:write': 'Adjust the stock.',
  'admin:notifications:read': "Read everybody's notifications and the templates.",
  'admin:notifications:write': 'Send notifications again.',
  'admin:messages:read': 'Read the messages between services that failed.',
  'admin:messages:write': 'Give such messages to their consumers again, or delete them.',
} as const satisfies Readonly<Record<string, string>>;

export type Scope = keyof typeof SCOPES;

/** Whether a scope is about what belongs to others. */
export function isAdminScope(scope: string): boolean {
  return scope.startsWith('admin:');
}

const ALL = Object.keys(SCOPES) as Scope[];

/** What accounts of each role may do: the `scope` claim of their access tokens, and the most that their API keys get. */
export const ROLE_SCOPES: Readonly<Record<Role, readonly Scope[]>> = {
  USER: ALL.filter((scope) => !isAdminScope(scope)),
  ADMIN: ALL,
};
