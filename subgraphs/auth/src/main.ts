import { openRevocationList } from '@techally/revocation';
import { runService } from '@techally/subgraph-kit';
import { z } from 'zod';
import { createAuthService } from './create-service.js';

const { KEY_ENCRYPTION_SECRET: keyEncryptionSecret } = z
  .object({ KEY_ENCRYPTION_SECRET: z.string('is needed').min(32, 'needs at least 32 characters') })
  .parse(process.env);

await runService({
  name: 'auth',
  env: process.env,
  create: async (dependencies, { databases, redisUrl }) =>
    createAuthService({
      ...dependencies,
      keyEncryptionSecret,
      revocations: await openRevocationList({
        redisUrl,
        databaseUrl: databases.urlFor('platform'),
        onError: (err) => {
          dependencies.logger.error(
            { err },
            'the revocation list has lost its connection; what it knew still counts',
          );
        },
      }),
    }),
});
