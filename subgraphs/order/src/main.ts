import { runService } from '@techally/subgraph-kit';
import { createOrderService } from './create-service.js';

await runService({ name: 'order', env: process.env, create: createOrderService });
