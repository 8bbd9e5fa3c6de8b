import { rm, stat } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { DatabaseError } from '../database-error.js';
import { checkCluster } from './check-cluster.js';
import { clusterUrl } from './cluster-url.js';
import { createClusterPassword, readClusterPassword } from './cluster-password.js';
import { openDataDirectory, START_AFRESH } from './data-directory.js';
import type { DataDirectory } from './data-directory.js';
import { freePort } from './free-port.js';
import { clusterPathFor, initialiseCluster } from './initialise-cluster.js';
import { canTraverseTo } from './is-reachable-by.js';
import { disownReusedPid, findLivePostmaster } from './live-postmaster.js';
import { locatePostgresBinaries } from './postgres-binaries.js';
import { readableBinaries } from './readable-binaries.js';
import { runPostgres } from './run-postgres.js';
import type { PostgresProcess, PostgresRun } from './run-postgres.js';
import { dataDirectoryInUse } from './start-failure.js';
import { findDatabaseUser } from './system-user.js';
import type { SystemUser } from './system-user.js';

/** The long steps of a start, in their order; a restart has only `starting`, after a crash also `recovering`. */
export type ClusterStep = 'copying-binaries' | 'initialising' | 'starting' | 'recovering' | 'ready';

/** Options of {@link startEmbeddedCluster}. */
export interface EmbeddedClusterOptions {
  /** Created if it is missing. Holds the cluster and the password of its superuser. */
  readonly dataDirectory: string;
  /** 0, the default, takes a free one. */
  readonly port?: number;
  /** Default 400: eight services with a pool of 20 each, twice over while one version replaces another. */
  readonly maxConnections?: number;
  /** Default `true`. `false` makes a test cluster faster and loses its data in a crash. */
  readonly durable?: boolean;
  /** Default `false`. `true` deletes the data directory when the server stops or this process dies. */
  readonly removeWhenStopped?: boolean;
  readonly onProgress?: (step: ClusterStep) => void;
  /** Every line that the server logs. */
  readonly onLog?: (line: string) => void;
}

/** A PostgreSQL server of our own. It listens on 127.0.0.1 only. */
export interface EmbeddedCluster {
  /** The superuser's connection to the database `postgres`. */
  readonly adminUrl: string;
  readonly port: number;
  /** The absolute path of the data directory. */
  readonly dataDirectory: string;
  /** The process id of the server. */
  readonly pid: number;
  /** Settles when the server has ended, also when nobody asked it to. */
  readonly exited: Promise<void>;
  urlFor(database: string): string;
  /** Disconnects everybody, saves everything and ends the server. The second call waits for the first. */
  stop(): Promise<void>;
}

/** How long a server whose owner was just killed may take to go before the directory counts as in use. */
const PREDECESSOR_GRACE_MS = 1_500;
const PORT_ATTEMPTS = 5;

/**
 * Starts PostgreSQL 18 from the npm package, with its data kept from one start to the next. As root, the server runs
 * as an unprivileged user that exists already. It ends when this process ends, however that happens.
 *
 * @throws DatabaseError `DATA_DIRECTORY_IN_USE`, `DATA_DIRECTORY_DAMAGED`, `DATA_DIRECTORY_NOT_REACHABLE`,
 * `DATABASE_PORT_IN_USE`, `EMBEDDED_DATABASE_UNSUPPORTED`, `EMBEDDED_DATABASE_FAILED`
 */
export async function startEmbeddedCluster(options: EmbeddedClusterOptions): Promise<EmbeddedCluster> {
  const { durable = true, maxConnections = 400, removeWhenStopped = false } = options;
  const report = options.onProgress ?? (() => undefined);
  const directory = await openDataDirectory(options.dataDirectory);
  const user = await findDatabaseUser(directory.cluster);
  await requireReachable(directory, user);
  const binaries = await readableBinaries(await locatePostgresBinaries(), user, () => {
    report('copying-binaries');
  });

  let password: string;
  if (await exists(directory.cluster)) {
    await checkCluster(directory, user, binaries.majorVersion);
    password = await readClusterPassword(directory);
    await waitForPredecessor(directory.cluster);
  } else {
    report('initialising');
    password = await createClusterPassword(directory);
    await initialiseCluster({ binaries, directory, user, password, durable });
  }

  report('starting');
  const { server, port } = await runOnPort(options.port ?? 0, (chosen) => ({
    binaries,
    user,
    cluster: directory.cluster,
    settings: { port: chosen, maxConnections, durable },
    removeAfterwards: removeWhenStopped ? directory.root : null,
    onRecovery: () => {
      report('recovering');
    },
    onLog: options.onLog ?? (() => undefined),
  }));
  const urlFor = (database: string): string => clusterUrl(port, password, database);
  await requireAnswer(urlFor('postgres'), directory.cluster, server);
  report('ready');

  let stopping: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    await server.stop(removeWhenStopped ? 'immediate' : 'fast');
    if (removeWhenStopped) await rm(directory.root, { recursive: true, force: true });
  };
  return {
    adminUrl: urlFor('postgres'),
    port,
    dataDirectory: directory.root,
    pid: server.pid,
    exited: server.exited,
    urlFor,
    stop: () => (stopping ??= stop()),
  };
}

async function requireReachable(directory: DataDirectory, user: SystemUser | null): Promise<void> {
  if (!user || clusterPathFor(user, directory.cluster) !== directory.cluster) return;
  if (await canTraverseTo(user, directory.cluster)) return;
  throw new DatabaseError(
    'DATA_DIRECTORY_NOT_REACHABLE',
    `PostgreSQL does not run as root, and the user with id ${String(user.uid)}, who runs it instead, may not enter ` +
      `${directory.root}. Move the project to a place that other users may enter, or start as an ordinary user.`,
  );
}

async function waitForPredecessor(cluster: string): Promise<void> {
  const deadline = Date.now() + PREDECESSOR_GRACE_MS;
  for (;;) {
    const pid = await findLivePostmaster(cluster);
    if (pid === null) break;
    if (Date.now() > deadline) throw dataDirectoryInUse(cluster, pid);
    await delay(50);
  }
  await disownReusedPid(cluster);
}

async function runOnPort(
  wanted: number,
  runOn: (port: number) => PostgresRun,
): Promise<{ server: PostgresProcess; port: number }> {
  const deadline = Date.now() + PREDECESSOR_GRACE_MS;
  for (let attempt = 1; ; attempt += 1) {
    const port = wanted === 0 ? await freePort() : wanted;
    try {
      return { server: await runPostgres(runOn(port)), port };
    } catch (error) {
      const code = error instanceof DatabaseError ? error.code : null;
      // Between finding a free port and using it, somebody else may have taken it.
      const portWasTaken = code === 'DATABASE_PORT_IN_USE' && wanted === 0 && attempt < PORT_ATTEMPTS;
      // Connections of a server that was killed take a moment to notice.
      const predecessorLingers = code === 'DATA_DIRECTORY_IN_USE' && Date.now() < deadline;
      if (!portWasTaken && !predecessorLingers) throw error;
      if (predecessorLingers) await delay(100);
    }
  }
}

/** A server may start on a directory whose catalogues are broken; it shows with the first connection. */
async function requireAnswer(url: string, cluster: string, server: PostgresProcess): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('SELECT count(*) FROM pg_class');
  } catch (cause) {
    await server.stop('fast');
    const reason = cause instanceof Error ? cause.message : String(cause);
    const message = `The database in ${cluster} starts but does not answer: ${reason}. ${START_AFRESH}`;
    throw new DatabaseError('DATA_DIRECTORY_DAMAGED', message, { cause });
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
