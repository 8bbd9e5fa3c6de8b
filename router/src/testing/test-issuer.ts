import type { CryptoKey, JSONWebKeySet, JWK, JWTPayload } from 'jose';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

export const TEST_ISSUER = 'https://auth.test';

export interface TestKey {
  readonly privateKey: CryptoKey;
  readonly publicJwk: JWK;
}

/** A signing key with its public half. */
export async function createTestKey(kid: string, alg = 'EdDSA'): Promise<TestKey> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  return { privateKey, publicJwk: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' } };
}

/** The key set that publishes these keys. */
export function keySet(...keys: readonly TestKey[]): JSONWebKeySet {
  return { keys: keys.map(({ publicJwk }) => publicJwk) };
}

export const ANN = {
  sub: '5b3f2f0e-0000-4000-8000-000000000001',
  userId: '5b3f2f0e-0000-4000-8000-000000000001',
  email: 'ann@example.com',
  role: 'USER',
  tier: 'PREMIUM',
  scope: 'orders:read orders:write',
  sid: 'session-1',
  jti: 'token-1',
};

export interface SignOptions {
  /** Default the claims of Ann. */
  readonly claims?: JWTPayload & { readonly exp?: number };
  readonly issuer?: string;
  readonly kid?: string;
}

/** An access token for Ann, valid for an hour, unless the options say otherwise. */
export async function signToken(
  { privateKey, publicJwk }: TestKey,
  options: SignOptions = {},
): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT({ iat: now, exp: now + 3600, ...ANN, ...options.claims })
    .setProtectedHeader({ alg: publicJwk.alg ?? 'EdDSA', kid: options.kid ?? publicJwk.kid })
    .setIssuer(options.issuer ?? TEST_ISSUER)
    .sign(privateKey);
}
