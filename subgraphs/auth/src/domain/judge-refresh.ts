import { LIFETIME } from './lifetimes.js';
import type { RefreshToken, Session } from './session.js';

/** A refresh token that was presented, with what is known of it. */
export interface PresentedToken {
  readonly session: Session;
  readonly token: RefreshToken;
  /** The token that it was exchanged for; null before that. */
  readonly successor: RefreshToken | null;
}

/**
 * - `rotate`: its first use; it and the tokens beside it are spent, a new one takes their place.
 * - `repeat`: it was used a moment ago and the answer may have got lost: a new one beside its successor.
 * - `reused`: two parties hold it; the family ends.
 * - `expired`, `ended`: it is too old, or its session is over.
 */
export type RefreshVerdict = 'rotate' | 'repeat' | 'reused' | 'expired' | 'ended';

/**
 * Decides what becomes of a refresh token (RFC 9700, section 4.14.2, with a grace for answers that got lost).
 *
 * A token that comes again within the grace is believed only while its successor is unused: a client that has used
 * the successor has got the answer, so whoever presents the old token then is somebody else. Of several successors
 * that were handed out in the grace only one stays good: using one spends the others, so a thief and the owner
 * cannot go on side by side.
 */
export function judgeRefresh({ session, token, successor }: PresentedToken, now: Date): RefreshVerdict {
  if (session.revokedAt !== null) return 'ended';
  if (token.expiresAt <= now) return 'expired';
  if (token.usedAt === null) return 'rotate';
  const inGrace = now.getTime() - token.usedAt.getTime() <= LIFETIME.refreshGrace;
  return inGrace && successor?.usedAt === null ? 'repeat' : 'reused';
}
