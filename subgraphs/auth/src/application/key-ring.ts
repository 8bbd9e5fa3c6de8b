import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK } from 'jose';
import type { CryptoKey, JSONWebKeySet, JWK } from 'jose';
import { LIFETIME } from '../domain/lifetimes.js';
import { nextActiveFrom, signingKeyAt, verifiesAt } from '../domain/signing-key.js';
import type {
  KeyCipher,
  NewSigningKey,
  SigningKeyStore,
  StoredSigningKey,
} from '../ports/signing-key-store.js';

/** The JWS algorithm of our access tokens (Ed25519, RFC 8037). */
export const ALGORITHM = 'EdDSA';

/** A verifier that meets an unknown key id looks again, but not more often than this (milliseconds). */
const UNKNOWN_KEY_RELOAD = 5_000;

/** The keys that sign and verify access tokens. */
export interface KeyRing {
  /** The key that signs now. */
  signer(): Promise<{ readonly kid: string; readonly key: CryptoKey }>;
  /** The public key of an id; null when there is none, or none of its tokens can be valid any more. */
  verifier(kid: string): Promise<CryptoKey | null>;
  /** All public keys whose tokens can be valid, and those that will sign soon (RFC 7517, section 5). */
  publicKeys(): Promise<JSONWebKeySet>;
  /** Makes a new key that signs from now on. */
  rotate(): Promise<void>;
}

export interface KeyRingDependencies {
  readonly store: SigningKeyStore;
  readonly cipher: KeyCipher;
  readonly now: () => Date;
}

/** Reads the keys from the store now and then, and appoints the next one when it is time. */
export function createKeyRing({ store, cipher, now }: KeyRingDependencies): KeyRing {
  const imported = new Map<string, Promise<CryptoKey>>();
  let known: { readonly keys: readonly StoredSigningKey[]; readonly at: number } | undefined;
  let loading: Promise<readonly StoredSigningKey[]> | undefined;

  async function load(): Promise<readonly StoredSigningKey[]> {
    let keys = await store.list();
    if (nextActiveFrom(keys, now()) !== null) {
      // Asked again under the lock: another replica may have been first.
      keys = await store.appoint(async (present) => {
        const activeFrom = nextActiveFrom(present, now());
        return activeFrom && makeKey(activeFrom);
      });
    }
    known = { keys, at: now().getTime() };
    return keys;
  }

  async function keys(maxAge: number = LIFETIME.signingKeyCache): Promise<readonly StoredSigningKey[]> {
    if (known !== undefined && now().getTime() - known.at < maxAge) return known.keys;
    loading ??= load().finally(() => (loading = undefined));
    return loading;
  }

  async function makeKey(activeFrom: Date): Promise<NewSigningKey> {
    const pair = await generateKeyPair(ALGORITHM, { extractable: true });
    const publicJwk = await exportJWK(pair.publicKey);
    const kid = await calculateJwkThumbprint(publicJwk);
    const privateJwk = cipher.encrypt(JSON.stringify(await exportJWK(pair.privateKey)), kid);
    return { kid, algorithm: ALGORITHM, publicJwk, privateJwk, createdAt: now(), activeFrom };
  }

  function importOnce(id: string, jwk: () => JWK): Promise<CryptoKey> {
    let key = imported.get(id);
    if (key === undefined) {
      // Symmetric keys are bytes; ours are not.
      key = Promise.resolve().then(() => importJWK(jwk(), ALGORITHM) as Promise<CryptoKey>);
      key.catch(() => imported.delete(id));
      imported.set(id, key);
    }
    return key;
  }

  return {
    async signer() {
      const current = signingKeyAt(await keys(), now());
      if (current === undefined) throw new Error('There is no signing key.');
      const { kid, privateJwk } = current;
      return {
        kid,
        key: await importOnce(`private ${kid}`, () => JSON.parse(cipher.decrypt(privateJwk, kid)) as JWK),
      };
    },

    async verifier(kid) {
      const find = (all: readonly StoredSigningKey[]) =>
        all.find((key) => key.kid === kid && verifiesAt(key, now()));
      const key = find(await keys()) ?? find(await keys(UNKNOWN_KEY_RELOAD));
      return key === undefined ? null : importOnce(`public ${kid}`, () => key.publicJwk);
    },

    async publicKeys() {
      const published = (await keys()).filter((key) => verifiesAt(key, now()));
      return {
        keys: published.map(({ kid, publicJwk }) => ({ ...publicJwk, kid, alg: ALGORITHM, use: 'sig' })),
      };
    },

    async rotate() {
      known = { keys: await store.appoint(() => makeKey(now())), at: now().getTime() };
    },
  };
}
