import { createPrivateKey, createPublicKey, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

export const TOKEN_ISSUER = 'https://accounts.bench.example';

/** Who asks, in turns: enough that no two requests in flight are of the same user. */
const USERS = 1000;

/** Always the same key, so that every process of a run can make the same tokens. It signs for nobody but the benchmark. */
function signingKey(): KeyObject {
  const pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex');
  return createPrivateKey({
    key: Buffer.concat([pkcs8, Buffer.alloc(32, 7)]),
    format: 'der',
    type: 'pkcs8',
  });
}

/** The JSON Web Key Set by which the tokens are verified. */
export function tokenKeySet(): { readonly keys: readonly object[] } {
  return { keys: [createPublicKey(signingKey()).export({ format: 'jwk' })] };
}

/**
 * Makes access tokens (JWT, EdDSA) that last for an hour.
 * @returns The token of a request, by its number.
 */
export function createAccessTokens(): (number: number) => string {
  const key = signingKey();
  const now = Math.floor(Date.now() / 1000);
  const tokens = Array.from({ length: USERS }, (_, user) => {
    const claims = {
      iss: TOKEN_ISSUER,
      sub: `user-${user}`,
      jti: `token-${user}`,
      email: `user-${user}@bench.example`,
      scope: 'profile orders:read',
      iat: now,
      exp: now + 3600,
    };
    const signed = `${encode({ alg: 'EdDSA', typ: 'JWT' })}.${encode(claims)}`;
    return `${signed}.${sign(null, Buffer.from(signed), key).toString('base64url')}`;
  });
  return (number) => tokens[number % USERS] ?? '';
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
