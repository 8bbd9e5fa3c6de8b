import type { GraphQLFormattedError } from 'graphql';
import { parseSubgraphResponse } from './parse-subgraph-response.js';
import type { SubgraphRequest, SubgraphTransport } from './subgraph-transport.js';
import { SubrequestError } from './subrequest-error.js';

/** A subgraph that runs in this process: its own executor, called without HTTP and without JSON. */
export interface InProcessSubgraph {
  /** `headers` of the request must be treated like those of an HTTP request: the identity header is verified. */
  execute(request: SubgraphRequest): Promise<InProcessResponse>;
}

export interface InProcessResponse {
  readonly data?: Record<string, unknown> | null | undefined;
  readonly errors?: readonly GraphQLFormattedError[] | undefined;
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
  /** Default 200. */
  readonly httpStatus?: number | undefined;
}

/** Reaches the subgraphs of a map from name to subgraph; URLs are ignored. */
export function createInProcessTransport(
  subgraphs: ReadonlyMap<string, InProcessSubgraph>,
): SubgraphTransport {
  return {
    async send({ name }, request) {
      const subgraph = subgraphs.get(name);
      if (subgraph === undefined) {
        throw new SubrequestError('SUBREQUEST_FAILED', `Subgraph "${name}" does not run in this process.`);
      }
      let answer: unknown;
      try {
        answer = await subgraph.execute(request);
      } catch (error) {
        throw new SubrequestError('SUBREQUEST_FAILED', `Subgraph "${name}" failed.`, { cause: error });
      }
      return parseSubgraphResponse(name, answer, statusOf(answer));
    },
  };
}

/** A subgraph in plain JavaScript may answer anything, nothing included. */
function statusOf(answer: unknown): number {
  const status =
    typeof answer === 'object' && answer !== null && 'httpStatus' in answer ? answer.httpStatus : undefined;
  return typeof status === 'number' ? status : 200;
}
