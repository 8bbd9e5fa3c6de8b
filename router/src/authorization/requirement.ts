/**
 * What a client must have to be allowed an element of the schema. All of it is needed: where an element has several
 * directives, or several elements take part in a field, they are joined with AND.
 */
export interface Requirement {
  /** Whether the client must have said who it is. */
  readonly authenticated: boolean;
  /** From each of these, one set of scopes as a whole. */
  readonly scopes: readonly Alternatives[];
  /** From each of these, one set of policies as a whole. */
  readonly policies: readonly Alternatives[];
}

/** OR of ANDs, as `@requiresScopes` and `@policy` write it: one of the inner lists must be there as a whole. */
export type Alternatives = readonly (readonly string[])[];

/** What a client has. */
export interface Grants {
  readonly isAuthenticated: boolean;
  readonly scopes: ReadonlySet<string>;
  /** The policies that have said yes. */
  readonly policies: ReadonlySet<string>;
}

export function isMet(requirement: Requirement, grants: Grants): boolean {
  return (
    (!requirement.authenticated || grants.isAuthenticated) &&
    requirement.scopes.every((alternatives) => holds(alternatives, grants.scopes)) &&
    requirement.policies.every((alternatives) => holds(alternatives, grants.policies))
  );
}

function holds(alternatives: Alternatives, granted: ReadonlySet<string>): boolean {
  return alternatives.some((names) => names.every((name) => granted.has(name)));
}

/** All of the requirements as one; `null` when nothing is required. Equal alternatives count once. */
export function joinRequirements(requirements: Iterable<Requirement | null>): Requirement | null {
  let authenticated = false;
  const scopes = new Map<string, Alternatives>();
  const policies = new Map<string, Alternatives>();
  for (const requirement of requirements) {
    if (requirement === null) continue;
    authenticated ||= requirement.authenticated;
    for (const alternatives of requirement.scopes) scopes.set(JSON.stringify(alternatives), alternatives);
    for (const alternatives of requirement.policies) policies.set(JSON.stringify(alternatives), alternatives);
  }
  if (!authenticated && scopes.size === 0 && policies.size === 0) return null;
  return { authenticated, scopes: [...scopes.values()], policies: [...policies.values()] };
}

/** Equal for requirements that ask for the same, in the same order. */
export function requirementKey({ authenticated, scopes, policies }: Requirement): string {
  return JSON.stringify([authenticated, scopes, policies]);
}
