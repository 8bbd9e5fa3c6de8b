import type { Identity, Role } from '@techally/identity';
import { ANONYMOUS, createIdentitySigner, IDENTITY_HEADER, ROLE_SCOPES } from '@techally/identity';
import type { Subgraph, SubgraphResponse } from '../server/create-subgraph.js';

/** The identity secret that tests give to services. */
export const TEST_IDENTITY_SECRET = 'the identity secret of the test suites';

/** Asks a subgraph as the router would, in somebody's name. */
export type SubgraphQuery = (
  query: string,
  variables?: Readonly<Record<string, unknown>>,
  identity?: Identity,
) => Promise<SubgraphResponse & { readonly data?: any }>;

/** Makes a function that sends operations to a subgraph; anonymous unless an identity is given. */
export function createSubgraphQuery(subgraph: Subgraph): SubgraphQuery {
  const signer = createIdentitySigner({ secret: TEST_IDENTITY_SECRET });
  return async (query, variables = {}, identity = ANONYMOUS) =>
    JSON.parse(
      JSON.stringify(
        await subgraph.execute({
          query,
          variables,
          headers: {
            [IDENTITY_HEADER]: signer.sign(identity, subgraph.name),
            'x-forwarded-for': '192.0.2.1',
          },
        }),
      ),
    );
}

/** A user's identity for tests: by default one with all scopes of the role, as after a login. */
export function testUser(
  userId: string,
  role: Role = 'USER',
  scope: readonly string[] = ROLE_SCOPES[role],
): Identity {
  return { kind: 'user', userId, email: `${userId}@example.com`, role, tier: 'STANDARD', scope };
}
