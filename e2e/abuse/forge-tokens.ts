import { createHmac } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { JWK } from 'jose';
import { exportJWK, SignJWT } from 'jose';
import { generateKeyPairSync } from 'node:crypto';

export interface IssuerKey {
  readonly issuer: string;
  readonly kid: string;
  readonly alg: 'EdDSA' | 'ES256';
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  readonly jwk: JWK;
}

/** An issuer with one key, and that of nobody when its name is not configured anywhere. */
export async function createIssuerKey(
  issuer: string,
  kid: string,
  alg: IssuerKey['alg'] = 'EdDSA',
): Promise<IssuerKey> {
  const { privateKey, publicKey } =
    alg === 'EdDSA' ? generateKeyPairSync('ed25519') : generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwk = { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' };
  return { issuer, kid, alg, privateKey, publicKey, jwk };
}

export type Claims = Readonly<Record<string, unknown>>;

/** The claims of a good token. */
export function goodClaims({ issuer }: Pick<IssuerKey, 'issuer'>): Claims {
  const now = Math.floor(Date.now() / 1000);
  return { iss: issuer, aud: 'shop', sub: 'ann', userId: 'ann', role: 'USER', iat: now, exp: now + 600 };
}

/** A token that is good unless the changes say otherwise; a claim of `undefined` is left out. */
export function sign(key: IssuerKey, claims: Claims = {}, header: Claims = {}): Promise<string> {
  return new SignJWT({ ...goodClaims(key), ...claims })
    .setProtectedHeader({ alg: key.alg, kid: key.kid, typ: 'at+jwt', ...header })
    .sign(key.privateKey);
}

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token whose signature is made by hand. */
export function forge(
  header: unknown,
  claims: unknown,
  signature: (input: string) => string = () => '',
): string {
  const input = `${encode(header)}.${encode(claims)}`;
  return `${input}.${signature(input)}`;
}

/** Signs with a shared secret. */
export const hmac =
  (secret: string | Buffer, hash = 'sha256') =>
  (input: string): string =>
    createHmac(hash, secret).update(input).digest('base64url');

/** The parts of a token, changed. */
export function tamper(token: string, change: (parts: string[]) => readonly string[]): string {
  return change(token.split('.')).join('.');
}

/** Claims as the payload of a token. */
export const payload = encode;
