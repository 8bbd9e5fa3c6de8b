import { expect, it } from 'vitest';
import { composeSupergraph } from '../testing/compose-supergraph.js';
import { SupergraphGateway } from './supergraph-gateway.js';

const nothing = (): void => undefined;
const logger = { debug: nothing, info: nothing, warn: nothing, error: nothing };

const PROTECTED = composeSupergraph({ users: 'type Query { name: String @authenticated }' });

it('a supergraph with access directives is refused by a gateway that does not know who is asking', async () => {
  const gateway = new SupergraphGateway({ supergraphSdl: PROTECTED, logger });
  await expect(gateway.load()).rejects.toMatchObject({
    code: 'SUPERGRAPH_INVALID',
    message: expect.stringContaining('@authenticated') as string,
  });
  await gateway.stop();
});

it('it is served where something else checks the access', async () => {
  const gateway = new SupergraphGateway({ supergraphSdl: PROTECTED, accessDirectives: 'ignore', logger });
  await expect(gateway.load()).resolves.toBeDefined();
  await gateway.stop();
});
