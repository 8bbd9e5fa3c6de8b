import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { SigningKeyError } from '../domain/signing-key-error.js';
import type { KeyCipher } from '../ports/signing-key-store.js';

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Encrypts with AES-256-GCM under a key derived from a secret (HKDF-SHA-256, RFC 5869). The result is
 * Base64url of nonce, tag and ciphertext.
 * @throws {RangeError} Thrown when the secret is shorter than 32 characters.
 */
export function createAesKeyCipher(secret: string): KeyCipher {
  if (secret.length < 32) throw new RangeError('The key encryption secret needs at least 32 characters.');
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'techally signing keys', 32));

  return {
    encrypt(text, context) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(ALGORITHM, key, nonce).setAAD(Buffer.from(context));
      const encrypted = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), encrypted]).toString('base64url');
    },

    decrypt(encrypted, context) {
      const bytes = Buffer.from(encrypted, 'base64url');
      const nonce = bytes.subarray(0, NONCE_BYTES);
      const tag = bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
      try {
        const decipher = createDecipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES })
          .setAAD(Buffer.from(context))
          .setAuthTag(tag);
        return (
          decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
        );
      } catch (cause) {
        throw new SigningKeyError(
          'A signing key does not decrypt: the key encryption secret is not the one it was stored with.',
          { cause },
        );
      }
    },
  };
}
