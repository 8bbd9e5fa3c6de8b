import { z } from 'zod';

const redisUrl = z.url({ protocol: /^rediss?$/, error: 'expected a redis or rediss URL' });
const postgresUrl = z.url({ protocol: /^postgres(ql)?$/, error: 'expected a postgresql URL' });

export const sharedStateOptions = z
  .strictObject({
    redis: z
      .strictObject({
        url: redisUrl.describe('A Redis server (6.2 or later), such as `redis://user:password@host:6379/0`.'),
      })
      .optional(),
    postgres: z
      .strictObject({
        url: postgresUrl.describe(
          'A PostgreSQL database (15 or later) in which tables may be made, for those who have no Redis.',
        ),
      })
      .optional(),
  })
  .refine(({ redis, postgres }) => redis === undefined || postgres === undefined, {
    error: 'expected one of redis and postgres, not both',
  })
  .describe(
    'What several processes of the router have in common; without it, each counts and remembers by itself.',
  );

export type SharedStateOptions = z.output<typeof sharedStateOptions>;
