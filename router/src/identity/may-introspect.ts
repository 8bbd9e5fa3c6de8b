import type { Identity } from '@techally/identity';
import type { IntrospectionOption } from '../config/introspection-option.js';

/** Whether an identity is told the schema, by introspection or by suggestions in errors. */
export type MayIntrospect = (identity: Identity) => boolean;

export function createMayIntrospect(option: IntrospectionOption): MayIntrospect {
  if (typeof option === 'boolean') return () => option;
  const roles: ReadonlySet<string> = new Set(option.allow.roles);
  const scopes: ReadonlySet<string> = new Set(option.allow.scopes);
  return (identity) =>
    identity.kind === 'user' &&
    (roles.has(identity.role) || identity.scope.some((scope) => scopes.has(scope)));
}
