import { runService } from '@techally/subgraph-kit';
import { createPaymentService } from './create-service.js';

await runService({ name: 'payment', env: process.env, create: createPaymentService });
