/** What the server's programs see of the environment: nothing of ours, and a locale that exists everywhere. */
export const SERVER_ENVIRONMENT = { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C' } as const;

/** What changes from one embedded server to another. */
export interface ServerSettings {
  readonly port: number;
  readonly maxConnections: number;
  /** `false` loses data in a crash and is for tests. */
  readonly durable: boolean;
}

/** The settings of the server as command-line flags. They stay out of the data directory, so an upgrade changes them. */
export function serverFlags({ port, maxConnections, durable }: ServerSettings): string[] {
  const settings: Record<string, string> = {
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: String(maxConnections),
    lc_messages: 'C',
    log_checkpoints: 'off',
    checkpoint_timeout: '15min',
    // One machine, no replicas: the log needs to hold what a crash needs, nothing more.
    wal_level: 'minimal',
    max_wal_senders: '0',
    // Compiling and splitting queries pays off on tables that are larger than the ones here by orders of magnitude.
    jit: 'off',
    max_parallel_workers_per_gather: '0',
    ...(durable
      ? {}
      : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', shared_buffers: '64MB' }),
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}
