import { fileURLToPath } from 'node:url';
import type { Gateway } from '../gateway.ts';
import { missingPackage, packageVersion } from '../package-version.ts';

const version = packageVersion('@graphql-hive/gateway') ?? '';
const runtimeVersion = packageVersion('@graphql-hive/router-runtime') ?? '';

/** One process, as one core has no use for more. */
function command(...more: readonly string[]): Gateway['command'] {
  return ({ port, supergraphPath }) => ({
    argv: [
      process.execPath,
      fileURLToPath(new URL('../../node_modules/@graphql-hive/gateway/dist/bin.js', import.meta.url)),
      'supergraph',
      supergraphPath,
      ...['--config-path', fileURLToPath(new URL('gateway.config.js', import.meta.url))],
      ...['--host', '127.0.0.1', '--port', String(port), '--fork', '1'],
      ...more,
    ],
  });
}

/** With its own planner, in JavaScript. */
export const hiveGateway: Gateway = {
  name: 'hive-gateway',
  title: `@graphql-hive/gateway ${version}`,
  ...missingPackage('@graphql-hive/gateway'),
  command: command(),
};

/** With the planner that is written in Rust. */
export const hiveGatewayRustPlanner: Gateway = {
  name: 'hive-gateway-rust-planner',
  title: `@graphql-hive/gateway ${version} with router-runtime ${runtimeVersion}`,
  ...missingPackage('@graphql-hive/gateway', '@graphql-hive/router-runtime'),
  command: command('--hive-router-runtime'),
};
