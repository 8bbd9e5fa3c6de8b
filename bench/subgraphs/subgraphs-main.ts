// All four subgraphs in one process: node subgraphs/subgraphs-main.ts [--latency <ms>]. Tells its parent, or the terminal, where they listen.
import type { AddressInfo } from 'node:net';
import { parseArgs } from 'node:util';
import { SUBGRAPH_NAMES } from '../supergraph/subgraph-names.ts';
import { createSubgraphServer } from './subgraph-server.ts';
import { buildSubgraphSchemas } from './subgraph-schemas.ts';

const { values } = parseArgs({ options: { latency: { type: 'string', default: '0' } } });
const latency = Number(values.latency);
if (!(latency >= 0)) throw new Error('--latency takes milliseconds.');

const schemas = buildSubgraphSchemas();
const urls = await Promise.all(
  SUBGRAPH_NAMES.map(async (name) => {
    const server = createSubgraphServer({ name, schema: schemas[name], latency });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    return [name, `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`] as const;
  }),
);

if (process.send === undefined) for (const [name, url] of urls) console.log(`${name.padEnd(10)} ${url}`);
else process.send({ urls: Object.fromEntries(urls) });
// Left alone by a parent that died, nobody would end it.
process.on('disconnect', () => process.exit());
