import type { LinkedFeatures } from './linked-features.js';

/** The names that the directives of access control go by; `undefined` for those that the supergraph does not link. */
export function accessDirectives(features: LinkedFeatures) {
  return {
    authenticated: features.directiveOf('authenticated'),
    requiresScopes: features.directiveOf('requiresScopes'),
    policy: features.directiveOf('policy'),
  };
}
