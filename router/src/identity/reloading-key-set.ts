import type { CryptoKey, FlattenedJWSInput, JSONWebKeySet, JWSHeaderParameters } from 'jose';
import { createLocalJWKSet, errors } from 'jose';
import type { LoadKeySet } from './load-key-set.js';

export interface ReloadingKeySetOptions {
  readonly load: LoadKeySet;
  /** Milliseconds after a load during which an unknown key id does not cause another one. Default 10,000. */
  readonly coolDown?: number;
  /** Milliseconds after which keys are loaded again, so that a withdrawn key stops counting. Default 600,000. */
  readonly maxAge?: number;
  /** Milliseconds that a load may take. Default 5,000. */
  readonly timeout?: number;
  /** Milliseconds since the epoch; default `Date.now`. */
  readonly now?: () => number;
}

export interface KeySet {
  /** Finds the key of a token; throws what `jose` throws when there is none, or more than one. */
  find(header: JWSHeaderParameters, token: FlattenedJWSInput): Promise<FoundKey>;
  /**
   * Another number whenever other keys are published than before: what was verified under the same number still holds.
   * Asking for it has keys that are old loaded again, without waiting for them. 0 before the first load.
   */
  edition(): number;
}

export interface FoundKey {
  readonly key: CryptoKey;
  /** Of the keys among which it was found. */
  readonly edition: number;
}

/** Thrown when an issuer's keys were never loaded: nothing can be said about a token, good or bad. */
export class KeySetUnavailableError extends Error {
  readonly code = 'KEY_SET_UNAVAILABLE';
}

/**
 * Milliseconds between two attempts while no keys are known at all. Less than a cool-down, since every token is refused
 * until then: an issuer that starts after the router should not be missed for long.
 */
const FIRST_COOL_DOWN = 1_000;

/**
 * A JSON Web Key Set that follows its issuer: loaded at the first token, again when it is old, and again when a token
 * names a key that is not in it (the issuer has rotated). A cool-down keeps forged key ids from becoming requests to the
 * issuer. When loading fails, the known keys stay: an issuer that is away does not log everybody out.
 */
export function createReloadingKeySet(options: ReloadingKeySetOptions): KeySet {
  const { load, coolDown = 10_000, maxAge = 600_000, timeout = 5_000, now = Date.now } = options;
  let keys: LoadedKeys | undefined;
  let attemptedAt = -Infinity;
  let failure: { readonly cause: unknown } | undefined;
  let loading: Promise<void> | undefined;

  /** Resolves in any case; `keys` says whether there are any. Concurrent callers share one load. */
  function reload(): Promise<void> {
    loading ??= attempt().finally(() => {
      loading = undefined;
    });
    return loading;
  }

  async function attempt(): Promise<void> {
    attemptedAt = now();
    try {
      const published = await within(timeout, load);
      const text = JSON.stringify(published);
      const edition = keys?.text === text ? keys.edition : (keys?.edition ?? 0) + 1;
      keys = { find: createLocalJWKSet(published), text, edition, loadedAt: attemptedAt };
      failure = undefined;
    } catch (error) {
      failure = { cause: error };
    }
  }

  /** Whether to load, or to wait for a load that is under way. */
  const mayLoad = (rest: number) => loading !== undefined || now() - attemptedAt >= rest;
  const areOld = ({ loadedAt }: LoadedKeys) => now() - loadedAt >= maxAge && mayLoad(coolDown);

  const findIn = async (
    { find, edition }: LoadedKeys,
    ...asked: Parameters<KeySet['find']>
  ): Promise<FoundKey> => ({ key: await find(...asked), edition });

  const find: KeySet['find'] = async (header, token) => {
    if (keys === undefined) {
      if (mayLoad(Math.min(coolDown, FIRST_COOL_DOWN))) await reload();
    } else if (areOld(keys)) {
      const attempted = reload();
      // While the issuer is known to be away, nobody waits to hear that it still is.
      if (failure === undefined) await attempted;
    }
    if (keys === undefined) {
      throw new KeySetUnavailableError('The keys of the issuer could not be loaded.', failure);
    }
    try {
      return await findIn(keys, header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey) || !mayLoad(coolDown)) throw error;
      await reload();
      return await findIn(keys, header, token);
    }
  };

  return {
    find,
    edition() {
      if (keys === undefined) return 0;
      if (areOld(keys)) void reload();
      return keys.edition;
    },
  };
}

interface LoadedKeys {
  readonly find: ReturnType<typeof createLocalJWKSet>;
  /** What was published, as text. */
  readonly text: string;
  readonly edition: number;
  readonly loadedAt: number;
}

/** A load that also ends when the source takes no notice of the signal. */
async function within(timeout: number, load: LoadKeySet): Promise<JSONWebKeySet> {
  const signal = AbortSignal.timeout(timeout);
  const late = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => {
      reject(new Error(`The keys did not come within ${timeout} ms.`));
    });
  });
  return Promise.race([late, (async () => load(signal))()]);
}
