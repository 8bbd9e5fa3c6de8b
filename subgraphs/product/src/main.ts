import { runService } from '@techally/subgraph-kit';
import { createProductService } from './create-service.js';

await runService({ name: 'product', env: process.env, create: createProductService });
