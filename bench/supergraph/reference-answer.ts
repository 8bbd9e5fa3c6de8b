import { readFileSync } from 'node:fs';
import { buildSchema, graphqlSync } from 'graphql';
import { shopRoot } from './shop-graph.ts';

const schema = buildSchema(readFileSync(new URL('generated/api.graphql', import.meta.url), 'utf8'));

/**
 * `data` of the right answer: graphql-js over the whole shop in one process, with no federation anywhere. Gateways are
 * measured only after they have answered the same.
 */
export function referenceAnswer(query: string): unknown {
  const { data, errors } = graphqlSync({ schema, source: query, rootValue: shopRoot });
  if (errors !== undefined) throw new AggregateError(errors, 'The reference cannot answer the query.');
  // graphql-js makes objects without a prototype; plain ones compare with what JSON.parse gives.
  return JSON.parse(JSON.stringify(data));
}
