import { fileURLToPath } from 'node:url';
import type { Gateway } from '../gateway.ts';
import { missingPackage, packageVersion } from '../package-version.ts';

export const apolloGateway: Gateway = {
  name: 'apollo-gateway',
  title: `@apollo/gateway ${packageVersion('@apollo/gateway') ?? ''} in @apollo/server ${packageVersion('@apollo/server') ?? ''}`,
  ...missingPackage('@apollo/gateway', '@apollo/server'),
  command: ({ port, supergraphPath }) => ({
    argv: [
      process.execPath,
      fileURLToPath(new URL('start-apollo.js', import.meta.url)),
      supergraphPath,
      String(port),
    ],
    environment: { APOLLO_TELEMETRY_DISABLED: 'true' },
  }),
};
