import type { GraphQLFormattedError } from 'graphql';
import { GraphQLError } from 'graphql';

/** What a subgraph may tell the client beside message and path. Everything else in its `extensions` stays inside. */
const PASSED_EXTENSIONS = ['reason', 'retryAfter', 'field'] as const;

/**
 * An error that a subgraph reported, reduced to what may leave the router: message, path and a few extensions. Query
 * text, variables, stack traces and `extensions.http` (with which a subgraph could set the status and headers of the
 * router's answer) are dropped here, where errors enter, whatever engine runs.
 */
export class SubgraphError extends GraphQLError {
  constructor(
    /** The name of the subgraph that reported the error. */
    readonly subgraph: string,
    reported: Partial<GraphQLFormattedError>,
  ) {
    super(
      typeof reported.message === 'string' && reported.message !== ''
        ? reported.message
        : `Subgraph "${subgraph}" reported an error without a message.`,
      {
        path: isPath(reported.path) ? reported.path : null,
        extensions: passedExtensions(reported.extensions),
      },
    );
    this.name = 'SubgraphError';
  }
}

/** The subgraph error inside an error that an engine or the server has wrapped, if there is one. */
export function findSubgraphError(error: unknown): SubgraphError | undefined {
  let current = error;
  while (current instanceof Error) {
    if (current instanceof SubgraphError) return current;
    current = current instanceof GraphQLError ? current.originalError : current.cause;
  }
  return undefined;
}

function passedExtensions(reported: unknown): Record<string, unknown> {
  const extensions = isRecord(reported) ? reported : {};
  const code = extensions['code'];
  const passed: Record<string, unknown> = {
    code: typeof code === 'string' ? code : 'DOWNSTREAM_SERVICE_ERROR',
  };
  for (const key of PASSED_EXTENSIONS) {
    if (extensions[key] !== undefined) passed[key] = extensions[key];
  }
  return passed;
}

function isPath(path: unknown): path is readonly (string | number)[] {
  return Array.isArray(path) && path.every((key) => typeof key === 'string' || typeof key === 'number');
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
