import type { GraphQLFormattedError } from 'graphql';
import { abortedRequest } from './aborted-request.js';
import type { ReplyHeaders, SubgraphTransport } from './subgraph-transport.js';
import { SubrequestError } from './subrequest-error.js';

/** A subgraph that runs in this process: its own executor, called without HTTP and with little JSON. */
export interface InProcessSubgraph {
  /**
   * `headers` of the request must be treated like those of an HTTP request: the identity header is verified.
   *
   * What is returned belongs to the caller, who may change it: it must not be returned twice.
   */
  execute(request: InProcessRequest): Promise<InProcessResponse>;
}

export interface InProcessRequest {
  readonly query: string;
  /** Not shared with anybody; empty when there are none. */
  readonly variables: Record<string, unknown>;
  readonly operationName: string | undefined;
  /** Lower-case names; the identity header is among them. */
  readonly headers: Readonly<Record<string, string>>;
  /** Aborted when nobody waits for the answer any more. */
  readonly signal?: AbortSignal | undefined;
}

export interface InProcessResponse {
  readonly data?: Record<string, unknown> | null | undefined;
  readonly errors?: readonly GraphQLFormattedError[] | undefined;
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
  /** Default 200. */
  readonly httpStatus?: number | undefined;
  /** Lower-case names with values. */
  readonly headers?: ReplyHeaders | undefined;
}

/** Reaches the subgraphs of a map from name to subgraph; URLs are ignored. */
export function createInProcessTransport(
  subgraphs: ReadonlyMap<string, InProcessSubgraph>,
): SubgraphTransport {
  return {
    async send({ name }, { query, variables, operationName, headers, cancellation }) {
      const subgraph = subgraphs.get(name);
      if (subgraph === undefined) {
        throw new SubrequestError('SUBREQUEST_FAILED', `Subgraph "${name}" does not run in this process.`);
      }
      if (cancellation?.isCancelled === true) throw abortedRequest(name, cancellation.reason);
      let result: unknown;
      try {
        result = await subgraph.execute({
          query,
          variables: variables === undefined ? {} : (JSON.parse(variables) as Record<string, unknown>),
          operationName,
          headers: headers.values,
          signal: cancellation?.signal,
        });
      } catch (error) {
        throw new SubrequestError('SUBREQUEST_FAILED', `Subgraph "${name}" failed.`, { cause: error });
      }
      return { kind: 'result', httpStatus: statusOf(result), result, headers: headersOf(result) };
    },
  };
}

/** A subgraph in plain JavaScript may answer anything, nothing included. */
function statusOf(result: unknown): number {
  const status =
    typeof result === 'object' && result !== null && 'httpStatus' in result ? result.httpStatus : undefined;
  return typeof status === 'number' ? status : 200;
}

function headersOf(result: unknown): ReplyHeaders | undefined {
  const headers =
    typeof result === 'object' && result !== null && 'headers' in result ? result.headers : undefined;
  return Array.isArray(headers) ? headers : undefined;
}
