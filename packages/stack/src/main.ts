import { rm } from 'node:fs/promises';
import { createLogger, SERVICE_PORTS } from '@techally/subgraph-kit';
import { Listr } from 'listr2';
import { DEFAULT_QUERY } from './console/default-query.js';
import { readyMessage } from './console/ready-message.js';
import { requireFreePort } from './console/require-free-port.js';
import type { OpenDatabases } from './databases/open-databases.js';
import { openDatabases } from './databases/open-databases.js';
import { prepareDatabases } from './databases/prepare-databases.js';
import type { Secrets } from './secrets.js';
import { loadSecrets } from './secrets.js';
import { demoIsLoaded, noteDemoLoaded } from './seed/demo-marker.js';
import { seedDemo } from './seed/seed-demo.js';
import { startProcesses } from './services/start-processes.js';
import type { StackSettings } from './stack-settings.js';
import { parseStackSettings } from './stack-settings.js';
import { startStack } from './start-stack.js';

const began = Number(process.env['START_TIME'] ?? Date.now());

/** What has been started, in the order in which it is stopped. */
const closers: (() => Promise<void>)[] = [];
let stopping: Promise<void> | undefined;

async function stopAll(): Promise<void> {
  for (const close of closers) await close();
}

/** The first signal stops cleanly; a second one gives up waiting. */
function onSignal(): void {
  if (stopping !== undefined) process.exit(130);
  console.log('\nStopping …');
  stopping = stopAll().then(
    () => process.exit(0),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
}

async function start(settings: StackSettings): Promise<string> {
  const logger = createLogger(settings.logLevel);
  let databases!: OpenDatabases;
  let secrets!: Secrets;
  let url = '';

  const tasks = new Listr(
    [
      {
        title: 'PostgreSQL',
        task: async (_context, task) => {
          if (settings.fresh && settings.databases.kind === 'embedded') {
            await rm(settings.dataDirectory, { recursive: true, force: true });
          }
          databases = await openDatabases(settings.databases, settings.dataDirectory, (step) => {
            task.output = step;
          });
          closers.unshift(() => databases.close());
          secrets = settings.secrets ?? (await loadSecrets(settings.dataDirectory));
        },
      },
      {
        title: 'Databases',
        task: (_context, task) =>
          prepareDatabases(databases, (domain) => {
            task.output = domain;
          }),
      },
      {
        title: 'Demo catalogue and accounts',
        skip: () => !settings.demo || demoIsLoaded(settings),
        task: async () => {
          await seedDemo((domain) => databases.urlFor(domain));
          await noteDemoLoaded(settings);
        },
      },
      {
        title: settings.services
          ? 'Seven services and the router, each a process'
          : 'Seven services and the router',
        task: async (_context, task) => {
          if (settings.services) {
            const processes = await startProcesses({
              settings,
              databases,
              secrets,
              env: process.env,
              onProgress: (name) => (task.output = name),
            });
            closers.unshift(() => processes.stop());
            url = processes.url;
          } else {
            const stack = await startStack({
              databases,
              redisUrl: settings.redisUrl,
              amqpUrl: settings.amqpUrl,
              paymentProvider: settings.paymentProvider,
              carriers: settings.carriers,
              gate: settings.gate,
              secrets,
              logger,
              fieldLimits: settings.fieldLimits,
              defaultQuery: DEFAULT_QUERY,
              shopUrl: settings.shopUrl,
              delivery: settings.delivery,
            });
            closers.unshift(() => stack.stop());
            url = (await stack.router.listen({ port: settings.port, host: settings.host })).url;
          }
        },
      },
    ],
    {
      concurrent: false,
      exitOnError: true,
      rendererOptions: { collapseErrors: false },
      fallbackRendererOptions: {},
    },
  );
  await tasks.run();
  return url;
}

process.on('SIGINT', onSignal);
process.on('SIGTERM', onSignal);

try {
  const settings = parseStackSettings(process.argv.slice(2), process.env);
  const advice = `Choose another one: PORT=${settings.port + 1} npm start`;
  await requireFreePort({ host: settings.host, port: settings.port, advice });
  if (settings.services) {
    for (const [name, port] of Object.entries(SERVICE_PORTS)) {
      await requireFreePort({
        host: settings.host,
        port,
        advice: `The ${name} service needs it; stop what uses it.`,
      });
    }
  }
  const url = await start(settings);
  console.log(readyMessage({ url, demo: settings.demo, elapsed: Date.now() - began }));
} catch (error) {
  if (stopping === undefined) {
    const known = error instanceof Error && 'code' in error;
    console.error(known ? `\n${error.message}\n` : error);
    await stopAll().catch(() => undefined);
    process.exit(1);
  }
}
