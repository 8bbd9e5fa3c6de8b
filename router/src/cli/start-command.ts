import type { Logger } from 'pino';
import { pino } from 'pino';
import { loadConfigFile } from '../config/load-config-file.js';
import type { RouterConfig } from '../config/router-config.js';
import type { Router } from '../router.js';
import { createFileSource } from '../supergraph/file-source.js';
import { readSubgraphs } from '../supergraph/read-subgraphs.js';
import type { SupergraphFlag } from './supergraph-flag.js';
import { supergraphSource } from './supergraph-flag.js';

export interface StartFlags extends SupergraphFlag {
  readonly config?: string;
  readonly port?: string;
  readonly host?: string;
  /** Nothing is served: only what is wrong is said. */
  readonly check?: boolean;
}

/** `NODE_ENV`, `LOG_LEVEL`, and what the configuration file refers to. */
type Environment = Readonly<Record<string, string | undefined>>;

/** `techally-router start`: serves until it gets SIGINT or SIGTERM. */
export async function start(flags: StartFlags, environment: Environment): Promise<void> {
  const config = await readConfig(flags, environment);
  const logger = pino({ level: environment['LOG_LEVEL'] ?? 'warn' }, pino.destination(2));
  const started = Promise.withResolvers<Router>();
  const stopFollowing = await followConfig(flags, {
    logger,
    onChange: async () => (await started.promise).reconfigure(await readConfig(flags, environment)),
  });
  const supergraph = supergraphSource(flags);
  // Loading the engine takes longest, so mistakes in the configuration are told first.
  const { createRouter } = await import('../create-router.js');
  const router = await createRouter({ ...config, supergraph, logger });
  if (flags.check === true) {
    await router.close();
    process.stdout.write('The configuration and the supergraph are valid.\n');
    process.exit(0);
  }
  const { url } = await router.listen().catch(async (error: unknown) => {
    await router.close();
    throw error;
  });
  started.resolve(router);
  closeOnSignal(async () => {
    await stopFollowing();
    await router.close();
  });

  const subgraphs = readSubgraphs(supergraph.first).map(({ name }) => name);
  process.stdout.write(`GraphQL   ${url}/graphql\n`);
  if (config.sandbox.enabled) process.stdout.write(`Sandbox   ${url}/\n`);
  process.stdout.write(`Health    ${url}/health\n`);
  process.stdout.write(`Subgraphs ${subgraphs.join(', ')}\n`);
}

/** What is for developers is closed in production, unless the file opens it. */
const PRODUCTION_DEFAULTS = { introspection: false, sandbox: { enabled: false } };

/** Flags win over the file. */
async function readConfig(flags: StartFlags, environment: Environment): Promise<RouterConfig> {
  return loadConfigFile(flags.config, {
    environment,
    defaults: environment['NODE_ENV'] === 'production' ? PRODUCTION_DEFAULTS : {},
    overrides: {
      ...(flags.port === undefined ? {} : { port: flags.port }),
      ...(flags.host === undefined ? {} : { host: flags.host }),
    },
  });
}

interface FollowConfigOptions {
  /** Puts the changed configuration in place. */
  readonly onChange: () => Promise<void>;
  readonly logger: Logger;
}

/**
 * Tells of changes of the configuration file; one that is not valid changes nothing.
 * @returns What ends it.
 */
async function followConfig(
  { config, watch }: StartFlags,
  { onChange, logger }: FollowConfigOptions,
): Promise<() => Promise<void>> {
  if (config === undefined || !watch) return () => Promise.resolve();
  const file = createFileSource({ path: config });
  await file.start({
    onUpdate: onChange,
    onError: (error) => {
      const reason = error instanceof Error ? error.message : String(error);
      logger.error({ err: error }, `the configuration stays as it was: ${reason}`);
    },
  });
  return () => file.stop();
}

/** The first signal lets requests in flight finish; a second one does not wait. */
function closeOnSignal(stop: () => Promise<void>): void {
  let asked = false;
  const close = () => {
    if (asked) process.exit(1);
    asked = true;
    stop().then(
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
