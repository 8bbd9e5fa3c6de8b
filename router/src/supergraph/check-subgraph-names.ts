import type { DocumentNode } from 'graphql';
import type { RouterConfig } from '../config/router-config.js';
import { StartError } from '../errors/start-error.js';
import { readJoinGraphs } from './read-subgraphs.js';

/**
 * A name that no subgraph has is a mistake in writing: what should hold for a subgraph would hold for none.
 *
 * @throws {StartError} Thrown when the configuration names a subgraph that the supergraph does not have.
 */
export function checkSubgraphNames(config: RouterConfig, supergraph: DocumentNode): void {
  const known = [...readJoinGraphs(supergraph).values()].map(({ name }) => name);
  const named = {
    subgraphs: config.subgraphs,
    'demandControl.subgraphs': config.demandControl.subgraphs,
    'errors.subgraphs': config.errors.subgraphs,
    'headers.subgraphs': config.headers.subgraphs,
  };
  const faults = Object.entries(named).flatMap(([option, bySubgraph]) =>
    Object.keys(bySubgraph)
      .filter((name) => !known.includes(name))
      .map((name) => `${option}.${name}: the supergraph has no such subgraph; it has ${known.join(', ')}`),
  );
  if (faults.length === 0) return;
  throw new StartError('CONFIG_INVALID', ['The configuration is not valid:', ...faults].join('\n  - '));
}
