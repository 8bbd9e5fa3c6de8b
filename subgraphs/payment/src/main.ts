import { runService } from '@techally/subgraph-kit';
import { parseProviderOptions } from './adapters/parse-provider-options.js';
import { createPaymentService } from './create-service.js';

await runService({
  name: 'payment',
  env: process.env,
  create: async (dependencies) =>
    createPaymentService({ ...dependencies, provider: parseProviderOptions(process.env) }),
});
