import type { Scope, UserIdentity } from '@techally/identity';
import { SCOPES } from '@techally/identity';
import type { IRules } from 'graphql-shield';
import { ForbiddenError, UnauthenticatedError } from '../errors/request-errors.js';
import type { RequestContext } from '../server/request-context.js';
import { rule } from './shield.js';

/** What `rule`, `and`, `or` and `not` make. */
export type ShieldRule = Exclude<IRules, Readonly<Record<string, unknown>>>;

/** Everybody, signed in or not. */
export const isAnyone: ShieldRule = rule('isAnyone', { cache: 'no_cache' })(() => true);

/** Nobody: what has no rule of its own is closed. */
export const isNobody: ShieldRule = rule('isNobody', { cache: 'no_cache' })(() => new ForbiddenError());

/** One of our own subgraphs. */
export const isService: ShieldRule = rule('isService', { cache: 'no_cache' })(
  (_parent, _args, { identity }: RequestContext) =>
    identity.kind === 'service' ? true : new ForbiddenError(),
);

/** A signed-in user, by a token or key with this scope. What is seen or done must be the user's own. */
export function isUserWith(scope: Scope): ShieldRule {
  return rulesOfUsers[scope];
}

/** An administrator, by a token or key with this scope. */
export function isAdminWith(scope: Scope): ShieldRule {
  return rulesOfAdmins[scope];
}

/** The scope that a rule of {@link isAdminWith} asks for; `undefined` for all other rules. */
export function adminScopeOf(accessRule: ShieldRule): Scope | undefined {
  return SCOPE_NAMES.find((scope) => rulesOfAdmins[scope] === accessRule);
}

// One rule for each scope: graphql-shield takes two rules of one name for a mistake.
const SCOPE_NAMES = Object.keys(SCOPES) as Scope[];
const rulesOfUsers = forEachScope((scope) =>
  userRule(`isUserWith ${scope}`, (user) => user.scope.includes(scope)),
);
const rulesOfAdmins = forEachScope((scope) =>
  userRule(`isAdminWith ${scope}`, (user) => user.role === 'ADMIN' && user.scope.includes(scope)),
);

function forEachScope(make: (scope: Scope) => ShieldRule): Readonly<Record<Scope, ShieldRule>> {
  return Object.fromEntries(SCOPE_NAMES.map((scope) => [scope, make(scope)])) as Record<Scope, ShieldRule>;
}

function userRule(name: string, holds: (user: UserIdentity) => boolean): ShieldRule {
  return rule(name, { cache: 'no_cache' })((_parent, _args, { identity }: RequestContext) => {
    if (identity.kind !== 'user') return new UnauthenticatedError();
    return holds(identity) ? true : new ForbiddenError();
  });
}
