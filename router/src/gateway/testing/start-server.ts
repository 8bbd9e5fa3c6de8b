import type { ApolloServerPlugin } from '@apollo/server';
import { ApolloServer, HeaderMap } from '@apollo/server';
import type { GraphQLFormattedError } from 'graphql';
import { SupergraphGateway } from '../supergraph-gateway.js';
import type { AnyContext, GatewayLogger, SupergraphGatewayOptions } from '../supergraph-gateway-options.js';
import { onCleanUp } from './clean-ups.js';

export interface StartServerOptions<TContext extends AnyContext> {
  readonly introspection?: boolean;
  readonly plugins?: ApolloServerPlugin<TContext>[];
  /** Whether parsed documents are kept. Default true. */
  readonly keepDocuments?: boolean;
}

export interface Asked<TContext> {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly operationName?: string;
  readonly context?: TContext;
}

export interface TestAnswer {
  readonly status: number;
  readonly text: string;
  readonly data?: any;
  readonly errors?: readonly GraphQLFormattedError[];
}

export interface TestServer<TContext extends AnyContext> {
  readonly server: ApolloServer<TContext>;
  /** Lines that the gateway has logged, such as `error: …`. */
  readonly log: readonly string[];
  ask(asked: Asked<TContext>): Promise<TestAnswer>;
}

/** A real Apollo Server with our gateway, which stops when the test ends. */
export async function startServer<TContext extends AnyContext>(
  options: SupergraphGatewayOptions<TContext>,
  { introspection = true, plugins = [], keepDocuments = true }: StartServerOptions<TContext> = {},
): Promise<TestServer<TContext>> {
  const log: string[] = [];
  const server = new ApolloServer<TContext>({
    gateway: new SupergraphGateway<TContext>({ logger: createLog(log), ...options }),
    introspection,
    plugins,
    includeStacktraceInErrorResponses: false,
    ...(keepDocuments ? {} : { documentStore: null }),
  });
  await server.start();
  onCleanUp(() => server.stop());
  return {
    server,
    log,
    async ask({ query, variables, operationName, context = {} as TContext }) {
      const { status = 200, body } = await server.executeHTTPGraphQLRequest({
        httpGraphQLRequest: {
          method: 'POST',
          headers: new HeaderMap([['content-type', 'application/json']]),
          search: '',
          body: JSON.parse(JSON.stringify({ query, variables, operationName })) as unknown,
        },
        context: async () => context,
      });
      if (body.kind !== 'complete') throw new Error('The server answered in parts.');
      return { status, text: body.string, ...(JSON.parse(body.string) as object) };
    },
  };
}

export function createLog(lines: string[]): GatewayLogger {
  const level = (name: string) => (message: string) => void lines.push(`${name}: ${message}`);
  return { debug: level('debug'), info: level('info'), warn: level('warn'), error: level('error') };
}
