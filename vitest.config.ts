import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import type { TestSpecification } from 'vitest/node';
import { BaseSequencer } from 'vitest/node';

/** Suites that take over 20 seconds, the longest first: begun last, they would leave all workers but one idle at the end. */
const LONGEST = [
  'e2e/start/start',
  'e2e/configuration/configuration',
  'packages/messaging/src/rabbitmq/create-rabbitmq-event-bus',
  'e2e/demand-control/estimate-bounds-actual',
  'e2e/abuse/documents',
  'e2e/abuse/persisted-queries',
  'e2e/last-items/last-items',
  'packages/messaging/src/postgres/create-postgres-event-bus',
  'router/src/cli/cli',
  'e2e/broker/orders-on-rabbitmq',
  'e2e/ledger-check/ledger-check',
  'e2e/service-processes/service-processes',
  'e2e/bad-input/every-operation',
  'e2e/ownership/queries',
  'e2e/federation/router-over-http',
  'e2e/ownership/mutations',
  'e2e/fuzz/fuzz',
  'e2e/federation/gateway-in-apollo-server',
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const index = LONGEST.findIndex((name) => moduleId.endsWith(`/${name}.test.ts`));
      return index === -1 ? LONGEST.length : index;
    };
    return (await super.sort(files)).sort((one, other) => place(one) - place(other));
  }
}

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
    sequence: { sequencer: LongestFirst },
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
