import type { Housekeeping } from '../ports/housekeeping.js';
import type { KeyRing } from './key-ring.js';

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;

/** Deletes what is over, and appoints the next signing key in good time even when nobody signs in. */
export function createHousekeeper(dependencies: {
  readonly housekeeping: Housekeeping;
  readonly keyRing: KeyRing;
  readonly now: () => Date;
}): () => Promise<void> {
  const { housekeeping, keyRing, now } = dependencies;
  return async () => {
    await keyRing.publicKeys();
    const time = now().getTime();
    // A week more, in which a token that comes late is told that it expired, and not that it is unknown.
    await housekeeping.sweep({ expired: new Date(time - 7 * DAY), counted: new Date(time - 2 * HOUR) });
  };
}
