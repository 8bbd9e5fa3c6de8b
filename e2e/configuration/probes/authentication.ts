import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { Probe, ProbedRouter, ProbeSetting } from '../probe.js';

const ISSUER = 'https://accounts.example';
const edDsa = await generateKeyPair('EdDSA');
const es512 = await generateKeyPair('ES512');
const JWKS = { keys: [await exportJWK(edDsa.publicKey), await exportJWK(es512.publicKey)] };

interface TokenOptions {
  readonly audience?: string;
  readonly algorithm?: 'EdDSA' | 'ES512';
}

/** What the router answers to a token. */
const statusWith =
  ({ audience = 'shop', algorithm = 'EdDSA' }: TokenOptions = {}) =>
  async ({ post }: ProbedRouter): Promise<number> => {
    const token = await new SignJWT()
      .setProtectedHeader({ alg: algorithm })
      .setIssuer(ISSUER)
      .setSubject('1')
      .setAudience(audience)
      .setExpirationTime('1 minute')
      .sign((algorithm === 'EdDSA' ? edDsa : es512).privateKey);
    return (await post('{ me { id } }', { authorization: `Bearer ${token}` })).status;
  };

/** An issuer whose keys are in a file. */
const issuerWith =
  (options: Readonly<Record<string, unknown>> = {}) =>
  async ({ folder }: ProbeSetting) => {
    await writeFile(join(folder, 'jwks.json'), JSON.stringify(JWKS));
    return { issuers: [{ issuer: ISSUER, jwks: { file: 'jwks.json' }, ...options }] };
  };

const keyServer = createServer((_request, response) => response.end(JSON.stringify(JWKS))).unref();
await new Promise<void>((resolve) => keyServer.listen(0, '127.0.0.1', resolve));
const { port } = keyServer.address() as AddressInfo;

/** A token of an issuer that is not known is refused; without issuers, nobody looks at it. */
const OTHER = { issuers: [{ issuer: 'https://other.example', jwks: { url: 'http://127.0.0.1:1/' } }] };

export const PROBES: readonly Probe[] = [
  {
    option: 'issuers[].issuer',
    config: issuerWith(),
    without: OTHER,
    observe: statusWith(),
    expected: 200,
  },
  {
    option: 'issuers[].jwks.file',
    config: issuerWith(),
    without: { issuers: [{ issuer: ISSUER, jwks: { file: '/none.json' } }] },
    observe: statusWith(),
    expected: 200,
  },
  {
    option: 'issuers[].jwks.url',
    config: { issuers: [{ issuer: ISSUER, jwks: { url: `http://127.0.0.1:${port}/` } }] },
    without: { issuers: [{ issuer: ISSUER, jwks: { url: 'http://127.0.0.1:1/' } }] },
    observe: statusWith(),
    expected: 200,
  },
  {
    option: 'issuers[].audience',
    config: issuerWith({ audience: 'shop' }),
    observe: statusWith({ audience: 'bank' }),
    expected: 401,
  },
  {
    option: 'issuers[].algorithms',
    config: issuerWith({ algorithms: ['ES512'] }),
    observe: statusWith({ algorithm: 'ES512' }),
    expected: 200,
  },
];
