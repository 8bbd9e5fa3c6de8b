import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: {
    // Workspaces are tested from their sources, without a build.
    conditions: ['source'],
    // graphql ships CommonJS and ES modules; one realm only, or every schema is "from another module or realm".
    alias: { graphql: fileURLToPath(new URL('node_modules/graphql/index.js', import.meta.url)) },
  },
  ssr: { resolve: { conditions: ['source'] } },
  test: {
    include: [
      '{packages,subgraphs,clients}/*/src/**/*.test.ts',
      'router/src/**/*.test.ts',
      'e2e/**/*.test.ts',
      'bench/**/*.test.ts',
    ],
    exclude: ['**/node_modules/**', '**/dist/**'],
    globalSetup: ['packages/database/src/testing/global-setup.ts'],
    // Three also on two cores, where the default is one: much of a test is waiting for other processes.
    maxWorkers: Math.max(3, availableParallelism() - 1),
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
