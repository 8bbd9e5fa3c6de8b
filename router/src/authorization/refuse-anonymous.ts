import type { Identity } from '@techally/identity';
import { ClientError } from '../errors/client-error.js';

/** Why a request without credentials is refused where every operation needs some; `null` for one that has them. */
export function refuseAnonymous(identity: Identity): ClientError | null {
  if (identity.kind !== 'anonymous') return null;
  return new ClientError('UNAUTHENTICATED', {
    message: 'Operations need credentials here.',
    // A 401 says how to authenticate (RFC 9110, section 11.6.1).
    headers: { 'www-authenticate': 'Bearer' },
  });
}
