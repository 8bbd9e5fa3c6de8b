import { runService } from '@techally/subgraph-kit';
import { parseCarrierOptions } from './adapters/parse-carrier-options.js';
import { createOrderService } from './create-service.js';

await runService({
  name: 'order',
  env: process.env,
  create: async (dependencies) =>
    createOrderService({ ...dependencies, carriers: parseCarrierOptions(process.env) }),
});
