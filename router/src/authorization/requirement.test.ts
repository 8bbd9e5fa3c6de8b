import { describe, expect, it } from 'vitest';
import type { Grants, Requirement } from './requirement.js';
import { isMet, joinRequirements } from './requirement.js';

const grants = ({
  scopes = [],
  policies = [],
  isAuthenticated = true,
}: {
  readonly scopes?: readonly string[];
  readonly policies?: readonly string[];
  readonly isAuthenticated?: boolean;
}): Grants => ({ isAuthenticated, scopes: new Set(scopes), policies: new Set(policies) });
const requires = (some: Partial<Requirement>): Requirement => ({
  authenticated: false,
  scopes: [],
  policies: [],
  ...some,
});

describe('a requirement', () => {
  it('is met by one of the sets of scopes as a whole', () => {
    const requirement = requires({ scopes: [[['a', 'b'], ['c']]] });
    expect(isMet(requirement, grants({ scopes: ['a', 'b'] }))).toBe(true);
    expect(isMet(requirement, grants({ scopes: ['c', 'x'] }))).toBe(true);
    expect(isMet(requirement, grants({ scopes: ['a', 'x'] }))).toBe(false);
    expect(isMet(requirement, grants({ policies: ['c'] }))).toBe(false);
  });

  it('is met by one of the sets of policies as a whole', () => {
    const requirement = requires({ policies: [[['a', 'b'], ['c']]] });
    expect(isMet(requirement, grants({ policies: ['b', 'a'] }))).toBe(true);
    expect(isMet(requirement, grants({ policies: ['b'] }))).toBe(false);
    expect(isMet(requirement, grants({ scopes: ['c'] }))).toBe(false);
  });

  it('of somebody who has said who it is holds for them alone', () => {
    const requirement = requires({ authenticated: true });
    expect(isMet(requirement, grants({}))).toBe(true);
    expect(isMet(requirement, grants({ isAuthenticated: false }))).toBe(false);
  });

  it('that joins others is met when all of them are', () => {
    const joined = joinRequirements([
      requires({ scopes: [[['a'], ['b']]] }),
      null,
      requires({ scopes: [[['b'], ['c']]], policies: [[['p']]] }),
    ]);
    expect(joined && isMet(joined, grants({ scopes: ['b'], policies: ['p'] }))).toBe(true);
    expect(joined && isMet(joined, grants({ scopes: ['a', 'c'], policies: ['p'] }))).toBe(true);
    expect(joined && isMet(joined, grants({ scopes: ['a'], policies: ['p'] }))).toBe(false);
    expect(joined && isMet(joined, grants({ scopes: ['b'] }))).toBe(false);
  });

  it('is none when nothing is joined', () => {
    expect(joinRequirements([null, requires({})])).toBeNull();
  });

  it('that is joined with itself stays the same', () => {
    const one = requires({ authenticated: true, scopes: [[['a']]], policies: [[['p']]] });
    expect(joinRequirements([one, one, one])).toEqual(one);
  });
});
