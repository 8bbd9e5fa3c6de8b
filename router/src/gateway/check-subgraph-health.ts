import type { GetDataSourceFunction } from '@apollo/gateway';
import { readSubgraphs } from '../supergraph/read-subgraphs.js';
import { HEALTH_CHECK } from './data-source-kinds.js';

/** What `@apollo/gateway` asks, so that subgraphs which log it know it. */
const QUERY = 'query __ApolloServiceHealthCheck__ { __typename }';

/**
 * Asks every subgraph of a supergraph for something that each can answer.
 *
 * @throws {Error} Thrown when one does not; the message names all that did not, with the reasons.
 */
export async function checkSubgraphHealth(
  supergraphSdl: string,
  getDataSource: GetDataSourceFunction,
): Promise<void> {
  const failures = await Promise.all(
    readSubgraphs(supergraphSdl).map(async (subgraph) => {
      try {
        const { errors = [] } = await getDataSource(subgraph).process({
          kind: HEALTH_CHECK,
          request: { query: QUERY },
          context: {},
        });
        return errors.map(({ message }) => `[${subgraph.name}]: ${message}`);
      } catch (error) {
        return [`[${subgraph.name}]: ${error instanceof Error ? error.message : String(error)}`];
      }
    }),
  );
  if (failures.flat().length === 0) return;
  throw new Error(`The subgraphs are not all healthy:\n${failures.flat().join('\n')}`);
}
