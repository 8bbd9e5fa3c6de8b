import type { CryptoKey, FlattenedJWSInput, JSONWebKeySet, JWSHeaderParameters } from 'jose';
import { createLocalJWKSet, errors } from 'jose';

export interface ReloadingKeySetOptions {
  /** Fetches the keys that are valid now. */
  readonly load: () => Promise<JSONWebKeySet>;
  /** Milliseconds after a load during which an unknown key id does not cause another one. Default 10,000. */
  readonly coolDown?: number;
  /** Milliseconds after which keys are loaded again, so that a withdrawn key stops counting. Default 600,000. */
  readonly maxAge?: number;
  /** Milliseconds since the epoch; default `Date.now`. */
  readonly now?: () => number;
}

/** Finds the key of a token; what `jwtVerify` takes. */
export type FindKey = (header: JWSHeaderParameters, token: FlattenedJWSInput) => Promise<CryptoKey>;

/** Thrown when an issuer's keys were never loaded: nothing can be said about a token, good or bad. */
export class KeySetUnavailableError extends Error {
  readonly code = 'KEY_SET_UNAVAILABLE';
}

/**
 * A JSON Web Key Set that follows its issuer: loaded at the first token, again when it is old, and again when a token
 * names a key that is not in it (the issuer has rotated). A cool-down keeps forged key ids from becoming requests to the
 * issuer. When loading fails, the known keys stay: an issuer that is away does not log everybody out.
 */
export function createReloadingKeySet(options: ReloadingKeySetOptions): FindKey {
  const { load, coolDown = 10_000, maxAge = 600_000, now = Date.now } = options;
  let keys: { readonly find: ReturnType<typeof createLocalJWKSet>; readonly loadedAt: number } | undefined;
  let attemptedAt = -Infinity;
  let loading: Promise<void> | undefined;

  /** Resolves in any case; `keys` says whether there are any. Concurrent callers share one load. */
  function reload(): Promise<void> {
    loading ??= attempt().finally(() => {
      loading = undefined;
    });
    return loading;
  }

  let failure: unknown;
  async function attempt(): Promise<void> {
    attemptedAt = now();
    try {
      keys = { find: createLocalJWKSet(await load()), loadedAt: now() };
    } catch (error) {
      failure = error;
    }
  }

  const rested = () => now() - attemptedAt >= coolDown;

  return async (header, token) => {
    if (keys === undefined || (now() - keys.loadedAt >= maxAge && rested())) await reload();
    if (keys === undefined) {
      throw new KeySetUnavailableError('The keys of the issuer could not be loaded.', { cause: failure });
    }
    try {
      return await keys.find(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey) || !(rested() || loading !== undefined)) throw error;
      await reload();
      return await keys.find(header, token);
    }
  };
}
