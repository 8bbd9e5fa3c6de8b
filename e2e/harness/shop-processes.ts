import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseDomain } from '@techally/database';
import { databaseName, DATABASE_DOMAINS, startThrowawayCluster } from '@techally/database';
import { prepareDatabases } from '@techally/stack';
import type { ServiceName } from '@techally/subgraph-kit';
import { SERVICE_PORTS } from '@techally/subgraph-kit';
import { freePort, startTestRabbitMq, type TestRabbitMq } from '@techally/test-parts';
import { ServiceProcess } from './service-process.js';
import { TEST_SECRETS } from './test-secrets.js';

const SERVICES = Object.keys(SERVICE_PORTS) as ServiceName[];

/** The services and the router as processes, on a PostgreSQL and, if asked for, a broker of their own. */
export interface ShopProcesses extends AsyncDisposable {
  /** The services, then the router. */
  readonly processes: readonly ServiceProcess[];
  /** Where the router answers. */
  readonly url: string;
  /** Null on the embedded bus. */
  readonly broker: TestRabbitMq | null;
  readonly amqpUrl: string | null;
  /** The URL of a domain's database, past everything that stands between a service and it. */
  urlFor(domain: DatabaseDomain): string;
  process(name: ServiceName | 'router'): ServiceProcess;
  /** Resolves when all of them are healthy. */
  healthy(): Promise<void>;
  /** What the processes and the broker have said of late, for whoever looks into a complaint. */
  logs(): Promise<string>;
}

export interface ShopProcessesOptions {
  readonly bus: 'rabbitmq' | 'postgres';
  /** Changes a service's environment, e.g. where it finds its database. Default: as it is. */
  readonly environment?: (
    service: ServiceName,
    env: Readonly<Record<string, string>>,
  ) => Promise<Readonly<Record<string, string>>> | Readonly<Record<string, string>>;
}

/** Starts databases and broker, and prepares the processes: the caller starts them when the databases have what they need. */
export async function prepareShopProcesses({
  bus,
  environment = (_, env) => env,
}: ShopProcessesOptions): Promise<ShopProcesses> {
  await using stack = new AsyncDisposableStack();
  const compileCache = await mkdtemp(join(tmpdir(), 'techally-compile-cache-'));
  stack.defer(() => rm(compileCache, { recursive: true, force: true, maxRetries: 5 }));
  const cluster = await startThrowawayCluster();
  stack.defer(() => cluster.stop());
  const urlFor = (domain: DatabaseDomain) => cluster.urlFor(databaseName(domain));
  await prepareDatabases({ adminUrl: cluster.adminUrl, urlFor });
  const broker = bus === 'rabbitmq' ? await startTestRabbitMq() : null;
  if (broker !== null) stack.defer(() => broker.stop());
  const amqpUrl = broker === null ? null : (await broker.createVirtualHost()).url;

  const ports = new Map<string, number>();
  for (const name of [...SERVICES, 'router']) ports.set(name, await freePort());
  const portOf = (name: string) => ports.get(name) ?? 0;
  const env: Record<string, string> = {
    LOG_LEVEL: 'error',
    // Processes are started again and again.
    NODE_COMPILE_CACHE: compileCache,
    IDENTITY_SECRET: TEST_SECRETS.identitySecret,
    KEY_ENCRYPTION_SECRET: TEST_SECRETS.keyEncryptionSecret,
    MIGRATE: 'false',
    RATE_LIMITS: 'false',
    REGISTER_LIMIT: 'off',
    ...(amqpUrl === null ? {} : { AMQP_URL: amqpUrl }),
    ...Object.fromEntries(
      DATABASE_DOMAINS.map((domain) => [`${domain.toUpperCase()}_DATABASE_URL`, urlFor(domain)]),
    ),
    ...Object.fromEntries(
      SERVICES.map((name) => [
        `${name.toUpperCase()}_URL`,
        `http://127.0.0.1:${String(portOf(name))}/graphql`,
      ]),
    ),
  };
  const processes: ServiceProcess[] = [];
  for (const name of SERVICES) {
    const own = await environment(name, env);
    processes.push(new ServiceProcess(name, `subgraphs/${name}/dist/main.js`, portOf(name), own));
  }
  processes.push(new ServiceProcess('router', 'packages/stack/dist/router-main.js', portOf('router'), env));
  stack.defer(async () => {
    await Promise.all(processes.map((each) => each.stop()));
  });

  const owned = stack.move();
  return {
    processes,
    url: `http://127.0.0.1:${String(portOf('router'))}/graphql`,
    broker,
    amqpUrl,
    urlFor,
    process(name) {
      const found = processes.find((each) => each.name === name);
      if (found === undefined) throw new Error(`There is no process ${name}.`);
      return found;
    },
    async healthy() {
      for (const each of processes) await each.healthy();
    },
    async logs() {
      const said = processes.map(({ name, output }) => ({ name, output }));
      if (broker !== null) said.push({ name: 'broker', output: await broker.log() });
      return said
        .filter(({ output }) => output !== '')
        .map(({ name, output }) => `── ${name}\n${output.trimEnd()}`)
        .join('\n');
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}
