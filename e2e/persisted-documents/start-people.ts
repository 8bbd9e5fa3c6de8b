import type { Router, RouterConfigInput } from '@techally/router';
import { createInProcessTransport, createRouter } from '@techally/router';
import { pino } from 'pino';
import { compose } from '../federation/harness/compose.js';
import { runSubgraphs } from '../federation/harness/running-subgraph.js';
import { subgraph } from '../federation/harness/subgraph.js';

/** What clients see; the tools that write manifests read it. */
export const PEOPLE_SCHEMA = `
  type Query { me: Person people: [Person!] }
  type Mutation { rename(id: ID!, name: String!): Person }
  type Person { id: ID! name: String email: String }
`;

const ANN = { id: '1', name: 'Ann', email: 'ann@example.com' };
const SUBGRAPHS = {
  people: subgraph(PEOPLE_SCHEMA, {
    Query: { me: () => ANN, people: () => [ANN] },
    Mutation: {
      rename: (_: unknown, args: { readonly id: string; readonly name: string }) => ({ ...ANN, ...args }),
    },
  }),
};
const SUPERGRAPH = compose(SUBGRAPHS);

export interface People {
  /** Where GraphQL is. */
  readonly url: string;
  readonly router: Router;
  /** What the router has logged. */
  readonly log: readonly string[];
}

/** A router on a port of its own, in front of a subgraph of people. Close it with `router.close`. */
export async function startPeople(
  persistedDocuments: NonNullable<RouterConfigInput['persistedDocuments']>,
): Promise<People> {
  const log: string[] = [];
  const router = await createRouter({
    supergraphSdl: SUPERGRAPH,
    transport: createInProcessTransport(runSubgraphs(SUBGRAPHS)),
    persistedDocuments,
    logger: pino({ level: 'warn' }, { write: (line: string) => log.push(line) }),
  });
  const { url } = await router.listen({ port: 0 });
  return { url: `${url}/graphql`, router, log };
}
