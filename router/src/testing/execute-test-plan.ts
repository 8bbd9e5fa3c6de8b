import type { GraphQLFormattedError } from 'graphql';
import { buildSchema, Kind, parse } from 'graphql';
import { OperationExecutor } from '../engine/operation-executor.js';
import { compilePlan } from '../executor/compile-plan.js';
import type { FetchPort, SubgraphOperation } from '../executor/fetch-port.js';
import type { PlanNode } from '../planner/query-plan.js';
import { createSeparateAliases } from '../planner/separate-aliases.js';
import { testTypes } from './test-types.js';

/** The JSON text of a reply, an object of which it is made, or what is thrown in its place. */
export type TestReply = string | Error | Readonly<Record<string, unknown>>;

export interface TestPlanOptions {
  /** All types of the supergraph, without directives. */
  readonly schema: string;
  /** What clients see; default all of it. */
  readonly apiSchema?: string;
  readonly query: string;
  readonly node: PlanNode | null;
  /** By subgraph: the replies to its requests, in their order. */
  readonly replies: Readonly<Record<string, readonly TestReply[]>>;
  /** Checked, with defaults filled in. */
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly isAbandoned?: () => boolean;
}

export interface TestPlanResult {
  readonly data: unknown;
  readonly errors: readonly GraphQLFormattedError[];
  /** Every request, in the order in which they were sent. */
  readonly sent: readonly SentRequest[];
}

export interface SentRequest extends Pick<SubgraphOperation, 'query' | 'variables'> {
  readonly subgraph: string;
}

/** Executes a plan written by hand over subgraphs that answer what the test says. Errors keep their messages only. */
export async function executeTestPlan(options: TestPlanOptions): Promise<TestPlanResult> {
  const { schema, apiSchema = schema, query, node, variables = {}, isAbandoned = () => false } = options;
  const { types, relations } = testTypes(schema);
  const document = parse(query);
  const operation = document.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  if (operation === undefined) throw new Error('The document has no operation.');
  const { planKey } = createSeparateAliases(relations.schema);
  const executor = new OperationExecutor(
    { source: query, document, operation },
    compilePlan({ node }, types),
    { schema: buildSchema(apiSchema), types, planKey, constants: null, queryPlan: { node: null } },
  );
  const sent: SentRequest[] = [];
  const { data, errors } = await executor.execute({
    variables,
    port: answering(options.replies, sent),
    isAbandoned,
  });
  return { data, errors, sent };
}

function answering(replies: TestPlanOptions['replies'], sent: SentRequest[]): FetchPort {
  const counts = new Map<string, number>();
  return {
    async send(subgraph, { query, variables }) {
      sent.push({ subgraph, query, variables });
      const count = counts.get(subgraph) ?? 0;
      counts.set(subgraph, count + 1);
      const reply = replies[subgraph]?.[count] ?? new Error(`${subgraph} was not expected to be asked.`);
      if (reply instanceof Error) throw reply;
      const text = typeof reply === 'string' ? reply : JSON.stringify(reply);
      return { kind: 'text', httpStatus: 200, mediaType: 'application/json', text };
    },
    reportedError: (_subgraph, { message }) => ({ message }),
    failure: (_subgraph, error) => ({ message: error instanceof Error ? error.message : String(error) }),
  };
}
