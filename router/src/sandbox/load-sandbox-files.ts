import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';

/** A file of the sandbox: compressed once, and served so. */
export interface SandboxFile {
  readonly contentType: string;
  readonly gzipped: Buffer;
}

const JAVASCRIPT = 'text/javascript; charset=utf-8';

/** Export of the package → the name under which it is served. */
const FILES = {
  js: { name: 'graphiql.js', contentType: JAVASCRIPT },
  css: { name: 'graphiql.css', contentType: 'text/css; charset=utf-8' },
  editorWorkerService: { name: 'editor.worker.js', contentType: JAVASCRIPT },
  jsonWorker: { name: 'json.worker.js', contentType: JAVASCRIPT },
  graphqlWorker: { name: 'graphql.worker.js', contentType: JAVASCRIPT },
} as const;

export const SANDBOX_FILE_NAMES: readonly string[] = Object.values(FILES).map(({ name }) => name);

/**
 * GraphiQL from the installed package, which holds it as JavaScript strings: 9 MB of text, and a module stays in memory
 * for good. So a worker thread imports it, compresses it to 2.4 MB, and ends.
 */
export async function loadSandboxFiles(): Promise<ReadonlyMap<string, SandboxFile>> {
  const path = createRequire(import.meta.url).resolve('@graphql-yoga/render-graphiql/graphiql');
  const gzipped = await runWorker(path, Object.keys(FILES));
  return new Map(
    Object.entries(FILES).map(([key, { name, contentType }]) => {
      const bytes = gzipped[key];
      if (bytes === undefined) throw new Error(`The GraphiQL package lacks ${key}.`);
      return [name, { contentType, gzipped: Buffer.from(bytes) }];
    }),
  );
}

const WORKER_SCRIPT = `
  const { parentPort, workerData } = require('node:worker_threads');
  const { gzipSync } = require('node:zlib');
  const graphiql = require(workerData.path);
  const entries = workerData.keys.map((key) => [key, gzipSync(graphiql[key])]);
  parentPort.postMessage(Object.fromEntries(entries));
`;

function runWorker(path: string, keys: readonly string[]): Promise<Readonly<Record<string, Uint8Array>>> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(WORKER_SCRIPT, { eval: true, workerData: { path, keys } });
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}
