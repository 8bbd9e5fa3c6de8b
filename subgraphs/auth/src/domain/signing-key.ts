import { LIFETIME } from './lifetimes.js';

/** The life of a key pair that signs access tokens. */
export interface SigningKeyLife {
  readonly kid: string;
  readonly activeFrom: Date;
  /** When the next key takes over; null while none is appointed. */
  readonly retiredAt: Date | null;
}

/** The key that signs at `now`: begun, and not retired. */
export function signingKeyAt<Key extends SigningKeyLife>(keys: readonly Key[], now: Date): Key | undefined {
  const signing = keys.filter(
    (key) => key.activeFrom <= now && (key.retiredAt === null || key.retiredAt > now),
  );
  return signing.sort((a, b) => b.activeFrom.getTime() - a.activeFrom.getTime())[0];
}

/** Whether tokens of the key can still be valid at `now`, so that it is published. */
export function verifiesAt(key: SigningKeyLife, now: Date): boolean {
  const margin = LIFETIME.accessToken + 2 * LIFETIME.signingKeyCache;
  return key.retiredAt === null || key.retiredAt.getTime() + margin > now.getTime();
}

/**
 * When the next key begins, if it is time to appoint one: at once when there is none, else when the newest has signed
 * for its time, but not before the new one has been published for a while. Null when it is not time.
 */
export function nextActiveFrom(keys: readonly SigningKeyLife[], now: Date): Date | null {
  if (signingKeyAt(keys, now) === undefined) return now;
  const newest = Math.max(...keys.map((key) => key.activeFrom.getTime()));
  const notice = now.getTime() + LIFETIME.signingKeyNotice;
  if (newest + LIFETIME.signingKey > notice) return null;
  return new Date(notice);
}
