import type { HttpOptions } from '../config/http-options.js';
import { ClientError } from '../errors/client-error.js';
import { createAnswerBatch, isBatch } from './answer-batch.js';
import type { AnswerOperationOptions } from './answer-operation.js';
import { createAnswerOperation } from './answer-operation.js';
import { Deadlines } from './deadlines.js';
import { negotiateMediaType } from './negotiate-media-type.js';
import { createPreventCsrf } from './prevent-csrf.js';
import { readPathId } from './read-path-id.js';
import { requireJson } from './require-json.js';
import type { Route } from './route.js';

export const GRAPHQL_PATH = '/graphql';
/** Each persisted document has a path of its own, `/graphql/<id>`. */
export const PERSISTED_DOCUMENT_PATH = '/graphql/*';
export const GRAPHQL_METHODS = ['GET', 'POST'] as const;

export interface GraphqlRouteOptions extends Pick<
  AnswerOperationOptions,
  'handleOperation' | 'clientAddress'
> {
  /** Bytes that a request body may have. */
  readonly bodyLimit: number;
  readonly http: Pick<HttpOptions, 'batching' | 'csrf' | 'requestTimeout'>;
}

/** Takes operations at `/graphql`, as GraphQL over HTTP describes (https://graphql.github.io/graphql-over-http/draft/). */
export function createGraphqlRoute({ bodyLimit, http, ...rest }: GraphqlRouteOptions): Route {
  const options = { ...rest, deadlines: new Deadlines(http.requestTimeout) };
  const answerOperation = createAnswerOperation(options);
  const answerBatch = createAnswerBatch({ ...options, ...http.batching });
  const preventCsrf = createPreventCsrf(http.csrf);

  return {
    methods: GRAPHQL_METHODS,
    handle(exchange) {
      const { headers, method } = exchange.request;
      const format = negotiateMediaType(headers.accept);
      if (format === null) throw new ClientError('NOT_ACCEPTABLE');
      exchange.format = format;
      const pathId = readPathId(exchange.request.url, GRAPHQL_PATH);
      if (method === 'GET') {
        if (headers['content-type'] !== undefined) requireJson(headers);
        preventCsrf?.(headers);
        answerOperation(exchange, { method, text: exchange.search, pathId, format });
        return;
      }
      requireJson(headers);
      exchange.carrier.readBody(
        bodyLimit,
        (text) => {
          const answer = isBatch(text) ? answerBatch : answerOperation;
          try {
            answer(exchange, { method: 'POST', text, pathId, format });
          } catch (error) {
            exchange.refuse(error);
          }
        },
        (error) => {
          exchange.refuse(error);
        },
      );
    },
  };
}
