import { runService } from '@techally/subgraph-kit';
import { createNotificationService } from './create-service.js';

await runService({ name: 'notification', env: process.env, create: createNotificationService });
