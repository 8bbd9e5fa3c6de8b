import { SERVICE_PORTS } from '@techally/subgraph-kit';
import { createMemoryRevocationList } from '@techally/revocation';
import type { EventBus } from '@techally/messaging';
import { createServices } from '../services/create-services.js';
import type { SubgraphSource } from './compose-supergraph.js';

const NOWHERE = 'postgresql://nobody@127.0.0.1:1/nowhere';
const SECRETS = { identitySecret: 'x'.repeat(32), keyEncryptionSecret: 'x'.repeat(32) };

/**
 * The SDL of every subgraph, from the services themselves: creating a service builds its schema and connects to
 * nothing, so neither a database nor a bus is needed.
 */
export async function collectSubgraphs(): Promise<readonly SubgraphSource[]> {
  const { all } = await createServices({
    urlFor: () => NOWHERE,
    secrets: SECRETS,
    bus: {} as EventBus,
    revocations: createMemoryRevocationList(),
    logger: console,
  });
  return [...all].map(([name, { subgraph }]) => ({
    name,
    url: `http://127.0.0.1:${SERVICE_PORTS[name]}/graphql`,
    sdl: subgraph.sdl,
  }));
}
