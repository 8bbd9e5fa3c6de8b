import { ApolloServer, HeaderMap } from '@apollo/server';
import {
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { IdentityVerifier } from '@techally/identity';
import { createIdentityVerifier, IDENTITY_HEADER, IdentityHeaderError } from '@techally/identity';
import type { ErrorLogger } from '../errors/format-error.js';
import { createFormatError } from '../errors/format-error.js';
import type { AccessRules } from '../rules/guard-schema.js';
import { guardSchema } from '../rules/guard-schema.js';
import type { FederatedSchemaOptions } from '../schema/build-federated-schema.js';
import { buildFederatedSchema } from '../schema/build-federated-schema.js';
import type { RequestContext } from './request-context.js';
import { requestContext } from './request-context-of-headers.js';

export interface SubgraphOptions<Context extends RequestContext> extends FederatedSchemaOptions {
  /** The name in the supergraph, and the audience of its identity headers. */
  readonly name: string;
  readonly rules: AccessRules;
  /** Adds the subgraph's loaders to a request's context. */
  readonly context: (request: RequestContext) => Context;
  /** Verifies identity headers; shared with the router. At least 32 characters. */
  readonly identitySecret: string;
  readonly logger: ErrorLogger;
}

export interface SubgraphRequest {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  readonly operationName?: string | undefined;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | undefined>>;
}

export interface SubgraphResponse {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions?: Readonly<Record<string, unknown>>;
  }[];
}

/** One Apollo subgraph: its schema, and an executor that in-process callers and the HTTP front share. */
export interface Subgraph {
  readonly name: string;
  readonly sdl: string;
  /** Answers one operation. A request without a valid identity header gets the error `IDENTITY_HEADER_INVALID`. */
  execute(request: SubgraphRequest): Promise<SubgraphResponse>;
  close(): Promise<void>;
}

const CLOSED: SubgraphResponse = {
  errors: [
    {
      message: 'This service is reached through the router only.',
      extensions: { code: 'IDENTITY_HEADER_INVALID' },
    },
  ],
};

/** Builds the schema and starts the Apollo Server of a subgraph (no port is opened: see `listenSubgraph`). */
export async function createSubgraph<Context extends RequestContext>(
  options: SubgraphOptions<Context>,
): Promise<Subgraph> {
  const { schema, sdl } = await buildFederatedSchema(options);
  const server = new ApolloServer<RequestContext>({
    schema: guardSchema(schema, options.rules),
    // Nobody but the router and our own services gets past the identity header.
    introspection: true,
    csrfPrevention: false,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    persistedQueries: false,
    formatError: createFormatError(options.logger, options.name),
    plugins: [ApolloServerPluginInlineTraceDisabled(), ApolloServerPluginUsageReportingDisabled()],
  });
  await server.start();
  const verifier = createIdentityVerifier({ secret: options.identitySecret, audience: options.name });

  return {
    name: options.name,
    sdl,
    async execute(request) {
      const identity = await identityOf(verifier, request.headers[IDENTITY_HEADER]);
      if (identity === null) return CLOSED;
      const response = await server.executeOperation(
        {
          query: request.query,
          variables: { ...request.variables },
          ...(request.operationName === undefined ? {} : { operationName: request.operationName }),
          http: { method: 'POST', headers: new HeaderMap(), search: '', body: null },
        },
        { contextValue: options.context(requestContext(identity, request.headers)) },
      );
      if (response.body.kind !== 'single') throw new Error('A subgraph answers with a single result.');
      return response.body.singleResult;
    },
    async close() {
      await server.stop();
    },
  };
}

async function identityOf(verifier: IdentityVerifier, header: string | undefined) {
  try {
    return await verifier.verify(header);
  } catch (error) {
    if (error instanceof IdentityHeaderError) return null;
    throw error;
  }
}
