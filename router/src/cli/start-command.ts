import { readFile } from 'node:fs/promises';
import { pino } from 'pino';
import { loadConfigFile, reason } from '../config/load-config-file.js';
import type { RouterConfig } from '../config/router-config.js';
import { StartError } from '../errors/start-error.js';
import type { Router } from '../router.js';
import { readSubgraphs } from '../supergraph/read-subgraphs.js';

export interface StartFlags {
  readonly supergraph: string;
  readonly config?: string;
  readonly port?: string;
  readonly host?: string;
}

/** `NODE_ENV`, `LOG_LEVEL`, and what the configuration file refers to. */
type Environment = Readonly<Record<string, string | undefined>>;

/** `techally-router start`: serves until it gets SIGINT or SIGTERM. */
export async function start(flags: StartFlags, environment: Environment): Promise<void> {
  const supergraphSdl = await readSupergraph(flags.supergraph);
  const config = await readConfig(flags, environment);
  // Loading the engine takes longest, so mistakes in the files are told first.
  const { createRouter } = await import('../create-router.js');
  const router = await createRouter({
    ...config,
    supergraphSdl,
    logger: pino({ level: environment['LOG_LEVEL'] ?? 'warn' }, pino.destination(2)),
  });
  const { url } = await router.listen().catch(async (error: unknown) => {
    await router.close();
    throw error;
  });
  closeOnSignal(router);

  const subgraphs = readSubgraphs(supergraphSdl).map(({ name }) => name);
  process.stdout.write(`GraphQL   ${url}/graphql\n`);
  if (config.sandbox.enabled) process.stdout.write(`Sandbox   ${url}/\n`);
  process.stdout.write(`Health    ${url}/health\n`);
  process.stdout.write(`Subgraphs ${subgraphs.join(', ')}\n`);
}

async function readSupergraph(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new StartError(
      'SUPERGRAPH_NOT_READABLE',
      `The supergraph file ${path} cannot be read: ${reason(error)}`,
      {
        cause: error,
      },
    );
  }
}

/** Flags win over the file. In production the sandbox is closed unless the file opens it. */
async function readConfig(flags: StartFlags, environment: Environment): Promise<RouterConfig> {
  return loadConfigFile(flags.config, {
    environment,
    defaults: environment['NODE_ENV'] === 'production' ? { sandbox: { enabled: false } } : {},
    overrides: {
      ...(flags.port === undefined ? {} : { port: flags.port }),
      ...(flags.host === undefined ? {} : { host: flags.host }),
    },
  });
}

/** The first signal lets requests in flight finish; a second one does not wait. */
function closeOnSignal(router: Router): void {
  let asked = false;
  const close = () => {
    if (asked) process.exit(1);
    asked = true;
    router.close().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`techally-router: ${error instanceof Error ? error.message : String(error)}\n`);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', close);
  process.on('SIGTERM', close);
}
