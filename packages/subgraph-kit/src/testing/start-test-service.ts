import { createTestDatabase } from '@techally/database/testing';
import type { Service, ServiceDependencies } from '../service/service.js';
import type { ServiceName } from '../runner/service-settings.js';
import { TEST_IDENTITY_SECRET } from './query-subgraph.js';
import type { RecordingBus } from './recording-bus.js';
import { createRecordingBus } from './recording-bus.js';

/** A started service on a database of its own, which asks nobody. */
export interface TestService {
  readonly service: Service;
  readonly bus: RecordingBus;
  readonly databaseUrl: string;
  stop(): Promise<void>;
}

export async function startTestService(
  name: ServiceName,
  create: (dependencies: ServiceDependencies) => Promise<Service>,
): Promise<TestService> {
  const database = await createTestDatabase(name);
  const bus = createRecordingBus();
  const silent = () => undefined;
  const service = await create({
    databaseUrl: database.url,
    identitySecret: TEST_IDENTITY_SECRET,
    bus,
    internal: () => Promise.reject(new Error('No other service is asked.')),
    logger: { info: silent, warn: silent, error: silent },
  });
  await service.start();
  return {
    service,
    bus,
    databaseUrl: database.url,
    async stop() {
      await service.stop();
      await database.close();
    },
  };
}
