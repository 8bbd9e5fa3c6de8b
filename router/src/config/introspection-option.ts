import { z } from 'zod';
import { ROLES } from '@techally/identity';
import { flag } from './option-kinds.js';

/** To whom the schema is told: to all, to none, or to accounts that have one of these roles or scopes. */
export const introspectionOption = z.union(
  [
    flag,
    z.strictObject({
      allow: z.strictObject({
        roles: z.array(z.enum(ROLES)).default([]).describe('Accounts with one of these roles may ask.'),
        scopes: z
          .array(z.string().min(1))
          .default([])
          .describe('Credentials with one of these scopes may ask.'),
      }),
    }),
  ],
  { error: 'expected true, false, or allow with roles or scopes' },
);

export type IntrospectionOption = z.output<typeof introspectionOption>;
