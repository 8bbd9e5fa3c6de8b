import { fileURLToPath } from 'node:url';
import type { Gateway } from '../gateway.ts';

/** Hive Router, written in Rust: `cargo install hive-router` makes the binary. */
export function createHiveRouterRust(binary: string): Gateway {
  return {
    name: 'hive-router-rust',
    title: 'Hive Router (Rust)',
    command: ({ port, supergraphPath }) => ({
      argv: [binary],
      environment: {
        ROUTER_CONFIG_FILE_PATH: fileURLToPath(new URL('router.config.yaml', import.meta.url)),
        SUPERGRAPH_FILE_PATH: supergraphPath,
        HOST: '127.0.0.1',
        PORT: String(port),
      },
    }),
  };
}
