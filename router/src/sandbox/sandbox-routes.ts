import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { ClientError } from '../errors/client-error.js';
import { GRAPHQL_PATH } from '../http/graphql-route.js';
import type { SandboxFile } from './load-sandbox-files.js';
import { loadSandboxFiles, SANDBOX_FILE_NAMES } from './load-sandbox-files.js';
import { renderSandboxPage, SANDBOX_POLICY, START_SCRIPT } from './sandbox-page.js';

export const SANDBOX_PATHS: readonly string[] = [
  '/',
  '/sandbox/start.js',
  ...SANDBOX_FILE_NAMES.map((name) => `/sandbox/${name}`),
];

/** Serves the sandbox at `/`, all of it from this machine. The files are loaded at the first visit. */
export function addSandboxRoutes(
  app: FastifyInstance,
  options: { readonly defaultQuery?: string | undefined },
): void {
  const page = renderSandboxPage({ endpoint: GRAPHQL_PATH, defaultQuery: options.defaultQuery });
  let loading: Promise<ReadonlyMap<string, ServedFile>> | undefined;
  const files = () =>
    (loading ??= loadSandboxFiles().then(addTags, (error: unknown) => {
      loading = undefined;
      throw error;
    }));

  app.get('/', async (_request, reply) => {
    files().catch((error: unknown) => {
      app.log.error({ err: error }, 'the sandbox cannot be loaded');
    });
    return reply
      .type('text/html; charset=utf-8')
      .header('content-security-policy', SANDBOX_POLICY)
      .header('x-content-type-options', 'nosniff')
      .header('referrer-policy', 'no-referrer')
      .send(page);
  });

  app.get('/sandbox/start.js', async (_request, reply) =>
    reply.type('text/javascript; charset=utf-8').header('cache-control', 'no-cache').send(START_SCRIPT),
  );

  app.get<{ Params: { readonly name: string } }>('/sandbox/:name', async (request, reply) => {
    const file = (await files()).get(request.params.name);
    if (file === undefined) throw new ClientError('NOT_FOUND');
    void reply
      .type(file.contentType)
      .header('etag', file.tag)
      .header('cache-control', 'no-cache')
      .header('vary', 'accept-encoding')
      .header('x-content-type-options', 'nosniff');
    if (request.headers['if-none-match'] === file.tag) return reply.code(304).send();
    if (!/\bgzip\b/.test(request.headers['accept-encoding'] ?? ''))
      return reply.send(gunzipSync(file.gzipped));
    return reply.header('content-encoding', 'gzip').send(file.gzipped);
  });
}

interface ServedFile extends SandboxFile {
  readonly tag: string;
}

function addTags(files: ReadonlyMap<string, SandboxFile>): ReadonlyMap<string, ServedFile> {
  return new Map(
    [...files].map(([name, file]) => {
      const hash = createHash('sha256').update(file.gzipped).digest('base64url').slice(0, 22);
      return [name, { ...file, tag: `W/"${hash}"` }];
    }),
  );
}
