import type { DocumentNode } from 'graphql';
import { StartError } from '../errors/start-error.js';
import { accessDirectives } from '../supergraph/access-directives.js';
import { readLinkedFeatures } from '../supergraph/linked-features.js';

/**
 * Whoever does not enforce a feature for security must not serve a supergraph that has it
 * (https://specs.apollo.dev/link/v1.0/#@link.for).
 *
 * @throws {StartError} Thrown with `SUPERGRAPH_INVALID` when the supergraph links a specification of access directives.
 */
export function refuseAccessDirectives(supergraph: DocumentNode): void {
  const linked = Object.entries(accessDirectives(readLinkedFeatures(supergraph))).filter(
    ([, name]) => name !== undefined,
  );
  if (linked.length === 0) return;
  const names = linked.map(([specification]) => `@${specification}`).join(', ');
  throw new StartError(
    'SUPERGRAPH_INVALID',
    `The supergraph asks for access checks (${names}), which this gateway does not make. Serve it with the router, or set accessDirectives to "ignore" where something else makes them.`,
  );
}
