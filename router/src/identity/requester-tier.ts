import type { Identity } from '@techally/identity';

/** What requests are told apart by where some may have more than others. */
export type RequesterTier = 'anonymous' | 'authenticated' | 'premium';

/** `null` for our own services, which are never limited. */
export function requesterTier(identity: Identity): RequesterTier | null {
  switch (identity.kind) {
    case 'anonymous':
      return 'anonymous';
    case 'user':
      return identity.tier === 'PREMIUM' ? 'premium' : 'authenticated';
    case 'service':
      return null;
  }
}
