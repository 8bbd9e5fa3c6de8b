import type { GraphQLDataSource } from '@apollo/gateway';
import { ApolloGateway } from '@apollo/gateway';
import type { GatewayExecutor } from '@apollo/server-gateway-interface';
import type { DocumentNode, GraphQLFormattedError, GraphQLSchema, GraphQLError } from 'graphql';
import { getOperationAST, parse, validate } from 'graphql';
import type { Answer, Operation, RunnerKind } from './runner.js';
import type { RunningSubgraph } from './running-subgraph.js';

/** Apollo's own planner and executor, without a server around them. */
export const apolloGatewayRunner: RunnerKind = {
  name: "Apollo's gateway",
  isApolloGateway: true,
  async create(supergraphSdl, subgraphs) {
    process.env['APOLLO_TELEMETRY_DISABLED'] = 'true';
    const gateway = new ApolloGateway({
      supergraphSdl,
      logger: SILENT,
      buildService: ({ name }) => dataSource(subgraphs.get(name)),
    });
    let schema: GraphQLSchema | undefined;
    gateway.onSchemaLoadOrUpdate(({ apiSchema }) => (schema = apiSchema));
    const { executor } = await gateway.load({});
    if (schema === undefined) throw new Error('The gateway gave no schema.');
    const apiSchema = schema;
    return { execute: (operation) => execute(apiSchema, executor, operation), close: () => gateway.stop() };
  },
};

const nothing = (): void => undefined;
const SILENT = { debug: nothing, info: nothing, warn: nothing, error: nothing };

function dataSource(subgraph: RunningSubgraph | undefined): GraphQLDataSource {
  if (subgraph === undefined) throw new Error('The supergraph names a subgraph that does not run.');
  return {
    process: async ({ request }) =>
      await subgraph.execute({
        query: request.query ?? '',
        variables: request.variables,
        operationName: request.operationName,
      }),
  };
}

async function execute(
  schema: GraphQLSchema,
  executor: GatewayExecutor,
  { query, variables = {}, operationName }: Operation,
): Promise<Answer> {
  let document: DocumentNode;
  try {
    document = parse(query);
  } catch (error) {
    return { errors: [(error as GraphQLError).toJSON()] };
  }
  const invalid = validate(schema, document);
  if (invalid.length > 0) return { errors: invalid.map((error) => error.toJSON()) };
  const operation = getOperationAST(document, operationName);
  if (operation == null) return { errors: [{ message: 'There is no such operation.' }] };
  const result = await executor({
    request: { query, variables: { ...variables }, operationName },
    document,
    operation,
    operationName: operationName ?? null,
    // Plans are stored under it.
    queryHash: query,
    source: query,
    metrics: {},
    schema,
    logger: SILENT,
    context: {},
    cache: undefined,
    overallCachePolicy: undefined,
  } as never);
  const {
    data,
    errors = [],
    extensions,
  } = JSON.parse(JSON.stringify(result)) as Answer & {
    readonly extensions?: { readonly valueCompletion?: readonly GraphQLFormattedError[] };
  };
  // The specification wants these among the errors: https://spec.graphql.org/October2021/#sec-Handling-Field-Errors
  const all = [...errors, ...(extensions?.valueCompletion ?? [])];
  return { ...(data === undefined ? {} : { data }), ...(all.length === 0 ? {} : { errors: all }) };
}
