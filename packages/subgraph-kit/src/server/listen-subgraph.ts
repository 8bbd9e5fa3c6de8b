import type { IdentitySigner } from '@techally/identity';
import { ANONYMOUS, IDENTITY_HEADER } from '@techally/identity';
import type { FastifyInstance } from 'fastify';
import Fastify from 'fastify';
import type { Subgraph } from './create-subgraph.js';
import { asksForFederationFieldsOnly } from './federation-fields.js';
import type { Webhook } from './webhook.js';
import { WEBHOOK_BODY_LIMIT } from './webhook.js';

export interface ListenOptions {
  readonly port: number;
  /** Default `127.0.0.1`. */
  readonly host?: string;
  /** Extra public routes, such as the auth subgraph's key set: path → JSON body. */
  readonly documents?: Readonly<Record<string, () => Promise<object>>>;
  /** Paths that other systems call by POST, with any body of up to 512 KiB; they are open to everybody. */
  readonly webhooks?: Readonly<Record<string, Webhook>>;
  /** Whether the service can work; `/health` answers 503 while it cannot. */
  readonly healthy?: () => Promise<boolean>;
  /**
   * For demonstrations only: lets requests without an identity header ask for `_service` and `_entities`, and for
   * nothing else, in nobody's name. The signer is the router's. Default: nobody gets in without a header.
   */
  readonly openFederationFields?: IdentitySigner;
}

/** An open HTTP front. */
export interface SubgraphFront {
  readonly url: string;
  close(): Promise<void>;
}

interface GraphQLBody {
  readonly query?: unknown;
  readonly variables?: unknown;
  readonly operationName?: unknown;
}

/** Opens a subgraph's HTTP front: `POST /graphql` for the router and our own services, and `GET /health`. */
export async function listenSubgraph(subgraph: Subgraph, options: ListenOptions): Promise<SubgraphFront> {
  const app = Fastify({ bodyLimit: 10 * 1024 * 1024, forceCloseConnections: 'idle' });

  const signer = options.openFederationFields;
  /** The headers that the subgraph gets to see. A header that does not hold is never replaced. */
  function admit(query: string, headers: Headers): Headers {
    if (signer === undefined || headers[IDENTITY_HEADER] !== undefined) return headers;
    if (!asksForFederationFieldsOnly(query)) return headers;
    // What else a stranger says of the request (its address, its id) is not believed.
    return { [IDENTITY_HEADER]: signer.sign(ANONYMOUS, subgraph.name) };
  }

  app.get('/health', async (_request, reply) => {
    const healthy = (await options.healthy?.()) ?? true;
    return reply
      .code(healthy ? 200 : 503)
      .send({ status: healthy ? 'ok' : 'unavailable', service: subgraph.name });
  });
  for (const [path, load] of Object.entries(options.documents ?? {})) {
    app.get(path, async (_request, reply) => reply.send(await load()));
  }

  app.register((webhooks, _options, done) => {
    addWebhooks(webhooks, options.webhooks ?? {});
    done();
  });

  app.post('/graphql', async (request, reply) => {
    const body = (request.body ?? {}) as GraphQLBody;
    if (typeof body.query !== 'string') {
      return reply
        .code(400)
        .send({ errors: [{ message: 'The body needs a "query".', extensions: { code: 'BAD_REQUEST' } }] });
    }
    const result = await subgraph.execute({
      query: body.query,
      variables: isRecord(body.variables) ? body.variables : undefined,
      operationName: typeof body.operationName === 'string' ? body.operationName : undefined,
      headers: admit(body.query, singleHeaders(request.headers)),
    });
    const closed = result.errors?.[0]?.extensions?.['code'] === 'IDENTITY_HEADER_INVALID';
    return reply.code(closed ? 401 : 200).send(result);
  });

  app.setErrorHandler((error: { statusCode?: number }, _request, reply) => {
    const status = error.statusCode !== undefined && error.statusCode < 500 ? error.statusCode : 500;
    const code = status === 500 ? 'INTERNAL_SERVER_ERROR' : 'BAD_REQUEST';
    return reply
      .code(status)
      .send({ errors: [{ message: 'The request could not be read.', extensions: { code } }] });
  });

  const url = await app.listen({ port: options.port, host: options.host ?? '127.0.0.1' });
  return { url, close: () => app.close() };
}

function addWebhooks(app: FastifyInstance, webhooks: Readonly<Record<string, Webhook>>): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => {
    done(null, body);
  });
  for (const [path, answer] of Object.entries(webhooks)) {
    app.post(path, { bodyLimit: WEBHOOK_BODY_LIMIT }, async (request, reply) => {
      const body = (request.body as Buffer | undefined) ?? Buffer.alloc(0);
      const response = await answer({ body, headers: singleHeaders(request.headers) });
      return reply.code(response.status).send(response.body);
    });
  }
}

type Headers = Readonly<Record<string, string | undefined>>;

function singleHeaders(headers: Readonly<Record<string, string | string[] | undefined>>): Headers {
  // A repeated identity header is an attempt to smuggle one in; Node joins it with a comma, and it will not verify.
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : value]),
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
