import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import type { Logger } from 'pino';
import type { Exchange } from '../http/exchange.js';
import type { Route } from '../http/route.js';
import type { SandboxFile } from './load-sandbox-files.js';
import { loadSandboxFiles, SANDBOX_FILE_NAMES } from './load-sandbox-files.js';
import { renderSandboxPage, SANDBOX_POLICY, START_SCRIPT } from './sandbox-page.js';

export interface SandboxOptions {
  /** The path that the page sends operations to. */
  readonly endpoint: string;
  readonly defaultQuery?: string | undefined;
  readonly logger: Logger;
}

/** The sandbox at `/`, all of it from this machine. The files are loaded at the first visit. */
export function sandboxRoutes({
  endpoint,
  defaultQuery,
  logger,
}: SandboxOptions): readonly [string, Route][] {
  const page = renderSandboxPage({ endpoint, defaultQuery });
  let loading: Promise<ReadonlyMap<string, ServedFile>> | undefined;
  const files = () =>
    (loading ??= loadSandboxFiles().then(addTags, (error: unknown) => {
      loading = undefined;
      throw error;
    }));

  return [
    [
      '/',
      get((exchange) => {
        files().catch((error: unknown) => {
          logger.error({ err: error }, 'the sandbox cannot be loaded');
        });
        exchange.setHeader('content-security-policy', SANDBOX_POLICY);
        exchange.sendText(200, PAGE_HEADERS, page);
      }),
    ],
    [
      '/sandbox/start.js',
      get((exchange) => {
        exchange.sendText(200, SCRIPT_HEADERS, START_SCRIPT);
      }),
    ],
    ...SANDBOX_FILE_NAMES.map((name): [string, Route] => [
      `/sandbox/${name}`,
      get(async (exchange) => {
        const file = (await files()).get(name);
        if (file === undefined) throw new Error(`The sandbox lacks ${name}.`);
        sendFile(exchange, file);
      }),
    ]),
  ];
}

const PAGE_HEADERS = ['content-type', 'text/html; charset=utf-8'];
const SCRIPT_HEADERS = ['content-type', 'text/javascript; charset=utf-8', 'cache-control', 'no-cache'];

function get(handle: Route['handle']): Route {
  return { methods: ['GET'], handle };
}

function sendFile(exchange: Exchange, { contentType, tag, gzipped }: ServedFile): void {
  const { headers } = exchange.request;
  const own = ['content-type', contentType, 'etag', tag, 'cache-control', 'no-cache'];
  own.push('vary', 'accept-encoding');
  if (headers['if-none-match'] === tag) {
    exchange.send(304, own, '');
    return;
  }
  const compressed = /\bgzip\b/.test(headers['accept-encoding'] ?? '');
  const body = compressed ? gzipped : gunzipSync(gzipped);
  if (compressed) own.push('content-encoding', 'gzip');
  exchange.send(200, [...own, 'content-length', String(body.length)], body);
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
