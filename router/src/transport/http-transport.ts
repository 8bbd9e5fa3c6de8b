import { parseSubgraphResponse } from './parse-subgraph-response.js';
import { readLimitedText } from './read-limited-text.js';
import type { Subgraph, SubgraphRequest, SubgraphResponse, SubgraphTransport } from './subgraph-transport.js';
import { SubrequestError } from './subrequest-error.js';

export interface HttpTransportOptions {
  /** Milliseconds from the first byte sent to the last byte received. Default 30,000. */
  readonly timeout?: number;
  /** Bytes that one answer may have after decompression. Default 64 MiB. */
  readonly responseSizeLimit?: number;
}

const DEFAULT_TIMEOUT = 30_000;
const DEFAULT_RESPONSE_SIZE_LIMIT = 64 * 1024 * 1024;

/** Reaches subgraphs by HTTP POST; connections are kept alive and shared. */
export function createHttpTransport(options: HttpTransportOptions = {}): SubgraphTransport {
  const timeout = options.timeout ?? DEFAULT_TIMEOUT;
  const sizeLimit = options.responseSizeLimit ?? DEFAULT_RESPONSE_SIZE_LIMIT;

  return {
    async send(subgraph, request) {
      if (subgraph.url === '') {
        throw new SubrequestError('SUBREQUEST_FAILED', `Subgraph "${subgraph.name}" has no URL.`);
      }
      const deadline = AbortSignal.timeout(timeout);
      try {
        return await exchange(subgraph, request, deadline, sizeLimit);
      } catch (error) {
        if (error instanceof SubrequestError) throw error;
        throw deadline.aborted
          ? new SubrequestError(
              'SUBREQUEST_TIMEOUT',
              `Subgraph "${subgraph.name}" did not answer within ${timeout} ms.`,
              { cause: error },
            )
          : new SubrequestError(
              'SUBREQUEST_HTTP_ERROR',
              `Subgraph "${subgraph.name}" could not be reached.`,
              {
                cause: error,
              },
            );
      }
    },
  };
}

async function exchange(
  { name, url }: Subgraph,
  { query, variables, operationName, headers, signal }: SubgraphRequest,
  deadline: AbortSignal,
  sizeLimit: number,
): Promise<SubgraphResponse> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      accept: 'application/graphql-response+json, application/json',
      ...headers,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ query, variables, operationName }),
    // A redirect would carry the identity header to a place that nobody configured.
    redirect: 'manual',
    signal: signal === undefined ? deadline : AbortSignal.any([deadline, signal]),
  });
  const text = await readLimitedText(response, sizeLimit);
  if (text === null) {
    throw new SubrequestError(
      'SUBREQUEST_RESPONSE_TOO_LARGE',
      `Subgraph "${name}" answered more than ${sizeLimit} bytes.`,
    );
  }
  const answer = parseJson(text);
  // A response with errors is an answer whatever its status: GraphQL over HTTP sends request errors with 4xx and 5xx.
  if (!response.ok && !hasErrors(answer)) {
    throw new SubrequestError(
      'SUBREQUEST_HTTP_ERROR',
      `Subgraph "${name}" answered with HTTP status ${response.status}.`,
    );
  }
  return parseSubgraphResponse(name, answer, response.status);
}

/** `undefined` for text that is not JSON, which is not a value that JSON can have. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function hasErrors(answer: unknown): boolean {
  return (
    typeof answer === 'object' &&
    answer !== null &&
    'errors' in answer &&
    Array.isArray(answer.errors) &&
    answer.errors.length > 0
  );
}
