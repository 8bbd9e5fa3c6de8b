import { createTestDatabase } from '@techally/database/testing';
import type { Service } from '@techally/subgraph-kit';
import {
  createRecordingBus,
  createSubgraphQuery,
  TEST_IDENTITY_SECRET,
  type RecordingBus,
  type SubgraphQuery,
} from '@techally/subgraph-kit/testing';
import { createDatabase, type Database } from '../adapters/prisma-client.js';
import { createUserService } from '../create-service.js';
import { seedProfiles } from '../seed-profiles.js';

/** A user service on a database of its own. */
export interface TestUserService {
  readonly service: Service;
  readonly query: SubgraphQuery;
  readonly bus: RecordingBus;
  /** A client of its own, to look into the tables. */
  readonly database: Database;
  readonly databaseUrl: string;
  /** Every SQL statement of the service so far. */
  readonly statements: string[];
  /** Makes an account with a profile; returns its id. */
  registered(firstName?: string, lastName?: string): Promise<string>;
  stop(): Promise<void>;
}

export async function startUserService(): Promise<TestUserService> {
  const { url, close } = await createTestDatabase('user');
  const bus = createRecordingBus();
  const statements: string[] = [];
  const service = await createUserService({
    databaseUrl: url,
    identitySecret: TEST_IDENTITY_SECRET,
    bus,
    internal: () => Promise.reject(new Error('The user service asks nobody.')),
    logger: console,
    onQuery: (sql) => statements.push(sql),
  });
  await service.start();
  const database = createDatabase({ databaseUrl: url });
  return {
    service,
    query: createSubgraphQuery(service.subgraph),
    bus,
    database,
    databaseUrl: url,
    statements,
    async registered(firstName = 'Ann', lastName = 'Bee') {
      const userId = crypto.randomUUID();
      await seedProfiles(url, [{ userId, firstName, lastName }]);
      return userId;
    },
    async stop() {
      await service.stop();
      await database.$disconnect();
      await close();
    },
  };
}

/** An address that every rule allows. */
export const HOME = {
  label: 'Home',
  recipient: 'Ann Bee',
  line1: '1 Main Street',
  line2: null,
  city: 'Springfield',
  state: 'Illinois',
  postalCode: '62701',
  countryCode: 'US',
};
