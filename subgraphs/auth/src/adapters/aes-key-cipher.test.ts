import { describe, expect, it } from 'vitest';
import { createAesKeyCipher } from './aes-key-cipher.js';

const cipher = createAesKeyCipher('a secret of more than thirty-two characters');

describe('the key cipher', () => {
  it('gives back what it encrypted, in the same context only', () => {
    const encrypted = cipher.encrypt('{"d":"secret"}', 'kid-1');
    expect(Buffer.from(encrypted, 'base64url').toString('latin1')).not.toContain('secret');
    expect(cipher.decrypt(encrypted, 'kid-1')).toBe('{"d":"secret"}');
    expect(() => cipher.decrypt(encrypted, 'kid-2')).toThrow(
      expect.objectContaining({ code: 'SIGNING_KEY_UNREADABLE' }),
    );
  });

  it('never writes the same twice', () => {
    expect(cipher.encrypt('same', 'kid')).not.toBe(cipher.encrypt('same', 'kid'));
  });

  it('notices every change, and another secret', () => {
    const bytes = Buffer.from(cipher.encrypt('text', 'kid'), 'base64url');
    for (let index = 0; index < bytes.length; index += 1) {
      const altered = Buffer.from(bytes);
      altered[index]! ^= 1;
      expect(() => cipher.decrypt(altered.toString('base64url'), 'kid'), String(index)).toThrow();
    }
    expect(() => cipher.decrypt('', 'kid')).toThrow(
      expect.objectContaining({ code: 'SIGNING_KEY_UNREADABLE' }),
    );
    const other = createAesKeyCipher('another secret of more than thirty-two characters');
    expect(() => other.decrypt(bytes.toString('base64url'), 'kid')).toThrow();
  });

  it('wants a secret of 32 characters', () => {
    expect(() => createAesKeyCipher('x'.repeat(31))).toThrow(RangeError);
  });
});
