import { runService } from '@techally/subgraph-kit';
import { createInventoryService } from './create-service.js';

await runService({ name: 'inventory', env: process.env, create: createInventoryService });
