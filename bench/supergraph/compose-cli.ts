// npm run compose: writes generated/supergraph.graphql and generated/api.graphql; with --check it only compares.
import { readFileSync, writeFileSync } from 'node:fs';
import { composeServices } from '@apollo/composition';
import { Supergraph } from '@apollo/federation-internals';
import { parse, printSchema } from 'graphql';
import { SUBGRAPH_NAMES, placeholderUrl, readSubgraphSdl } from './subgraph-names.ts';

const { errors, supergraphSdl } = composeServices(
  SUBGRAPH_NAMES.map((name) => ({ name, url: placeholderUrl(name), typeDefs: parse(readSubgraphSdl(name)) })),
);
if (supergraphSdl === undefined) throw new AggregateError(errors, 'The subgraphs do not compose.');
const apiSchema = Supergraph.build(supergraphSdl).apiSchema().toGraphQLJSSchema();

const generated = {
  'supergraph.graphql': supergraphSdl,
  'api.graphql': `${printSchema(apiSchema)}\n`,
};
for (const [name, text] of Object.entries(generated)) {
  const file = new URL(`generated/${name}`, import.meta.url);
  if (!process.argv.includes('--check')) writeFileSync(file, text);
  else if (readFileSync(file, 'utf8') !== text) {
    console.error(`generated/${name} is out of date: npm run compose`);
    process.exitCode = 1;
  }
}
