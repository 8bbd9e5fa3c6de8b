import { ROLES } from '@techally/identity';
import { z } from 'zod';
import { flag } from './option-kinds.js';

/** A scope token (RFC 6749, section 3.3). */
const scope = z.string().regex(/^[!#-[\]-~]+$/, { error: 'expected a scope, without spaces' });

export const authorizationOptions = z.strictObject({
  mode: z
    .enum(['filter', 'reject'])
    .default('filter')
    .describe(
      'What becomes of operations that ask for something that the client may not have (`@authenticated`, `@requiresScopes`, `@policy`): `filter` answers the rest, `reject` answers nothing.',
    ),
  roleScopes: z
    .partialRecord(z.enum(ROLES), z.array(scope))
    .default({})
    .describe(
      'Scopes that accounts have by their role, beside those of their access token. API keys have their own scopes only.',
    ),
  requireAuthentication: flag
    .default(false)
    .describe('Whether every operation needs credentials; without them, it is refused with status 401.'),
});
