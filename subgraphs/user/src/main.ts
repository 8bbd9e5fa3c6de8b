import { runService } from '@techally/subgraph-kit';
import { createUserService } from './create-service.js';

await runService({ name: 'user', env: process.env, create: createUserService });
