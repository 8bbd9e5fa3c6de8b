import type { JWK } from 'jose';
import type { SigningKeyLife } from '../domain/signing-key.js';

/** A key pair as it is stored. */
export interface StoredSigningKey extends SigningKeyLife {
  /** JWS algorithm, `EdDSA`. */
  readonly algorithm: string;
  readonly publicJwk: JWK;
  /** Encrypted; see `KeyCipher`. */
  readonly privateJwk: string;
  readonly createdAt: Date;
}

export type NewSigningKey = Omit<StoredSigningKey, 'retiredAt'>;

/** The signing keys in the domain's database. */
export interface SigningKeyStore {
  list(): Promise<readonly StoredSigningKey[]>;
  /**
   * Lets one process at a time appoint the next key: `make` sees all keys and makes another, or `null` when none is
   * due. Those that have not retired do when the new one begins.
   * @returns all keys after that
   */
  appoint(
    make: (keys: readonly StoredSigningKey[]) => Promise<NewSigningKey | null>,
  ): Promise<readonly StoredSigningKey[]>;
}

/** Encrypts private keys for storage. */
export interface KeyCipher {
  /** `context` is bound to the text: it decrypts with the same one only. */
  encrypt(text: string, context: string): string;
  /** @throws {SigningKeyError} Thrown when the secret is another one, or the text was changed. */
  decrypt(encrypted: string, context: string): string;
}
