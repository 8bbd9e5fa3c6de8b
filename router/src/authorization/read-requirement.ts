import type { ConstDirectiveNode } from 'graphql';
import { applicationsOf, readArgument } from '../supergraph/read-argument.js';
import type { Alternatives, Requirement } from './requirement.js';
import { joinRequirements } from './requirement.js';

/** The names that the directives have in a supergraph; `undefined` for those that it does not link. */
export interface DirectiveNames {
  readonly authenticated: string | undefined;
  readonly requiresScopes: string | undefined;
  readonly policy: string | undefined;
}

interface Element {
  readonly directives?: readonly ConstDirectiveNode[] | undefined;
}

/**
 * What the directives of one element require (https://specs.apollo.dev/authenticated/v0.1,
 * https://specs.apollo.dev/requiresScopes/v0.1, https://specs.apollo.dev/policy/v0.1).
 */
export function readRequirement(element: Element, names: DirectiveNames): Requirement | null {
  const authenticated = find(element, names.authenticated).map(() => ({ ...NOTHING, authenticated: true }));
  const scopes = find(element, names.requiresScopes).map((application) => ({
    ...NOTHING,
    scopes: readAlternatives(application, 'scopes'),
  }));
  const policies = find(element, names.policy).map((application) => ({
    ...NOTHING,
    policies: readAlternatives(application, 'policies'),
  }));
  return joinRequirements([...authenticated, ...scopes, ...policies]);
}

const NOTHING: Requirement = { authenticated: false, scopes: [], policies: [] };

function find(element: Element, name: string | undefined): readonly ConstDirectiveNode[] {
  return name === undefined ? [] : applicationsOf(element, name);
}

/**
 * No alternatives at all, or one that names nothing, require nothing: that is how composition reads them when it joins
 * several. What is not a list of lists of names is required by nobody's fault and met by nobody.
 */
function readAlternatives(application: ConstDirectiveNode, argument: string): readonly Alternatives[] {
  const value = readArgument(application, argument);
  if (!isAlternatives(value)) return [[]];
  return value.length === 0 || value.some((names) => names.length === 0) ? [] : [value];
}

function isAlternatives(value: unknown): value is Alternatives {
  return (
    Array.isArray(value) &&
    value.every((names) => Array.isArray(names) && names.every((name) => typeof name === 'string'))
  );
}
