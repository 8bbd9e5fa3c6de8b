import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RouterConfigInput } from '@techally/router';
import { serveHttp } from '@techally/test-parts';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { Probe, ProbedRouter, ProbeSetting } from '../probe.js';

const ISSUER = 'https://accounts.example';
const edDsa = await generateKeyPair('EdDSA');
const es512 = await generateKeyPair('ES512');
const JWKS = { keys: [await exportJWK(edDsa.publicKey), await exportJWK(es512.publicKey)] };

interface TokenOptions {
  readonly audience?: string;
  readonly algorithm?: 'EdDSA' | 'ES512';
  /** Seconds from now. */
  readonly expiresIn?: number;
  readonly kid?: string;
}

async function signToken({ audience = 'shop', algorithm = 'EdDSA', expiresIn = 60, kid }: TokenOptions = {}) {
  return new SignJWT()
    .setProtectedHeader({ alg: algorithm, ...(kid === undefined ? {} : { kid }) })
    .setIssuer(ISSUER)
    .setSubject('1')
    .setAudience(audience)
    .setExpirationTime(Math.floor(Date.now() / 1000) + expiresIn)
    .sign((algorithm === 'EdDSA' ? edDsa : es512).privateKey);
}

const statusOf = async ({ post }: ProbedRouter, headers: Readonly<Record<string, string>>) =>
  (await post('{ me { id } }', headers)).status;

/** What the router answers to a token in the usual header. */
const statusWith = (options?: TokenOptions) => async (probed: ProbedRouter) =>
  statusOf(probed, { authorization: `Bearer ${await signToken(options)}` });

type Authentication = NonNullable<RouterConfigInput['authentication']>;
type Issuer = NonNullable<Authentication['issuers']>[number];
type Jwks = Issuer['jwks'];

const issuers = (jwks: Jwks, options: Partial<Issuer> = {}): Authentication => ({
  issuers: [{ issuer: ISSUER, jwks, ...options }],
});

/** An issuer whose keys are in a file. */
const withFile =
  (options: Authentication = {}, issuer: Partial<Issuer> = {}, jwks: Partial<Jwks> = {}) =>
  async ({ folder }: ProbeSetting): Promise<RouterConfigInput> => {
    await writeFile(join(folder, 'jwks.json'), JSON.stringify(JWKS));
    return { authentication: { ...issuers({ file: 'jwks.json', ...jwks }, issuer), ...options } };
  };

/** Sends its keys after as many milliseconds as its path says, and counts how often it was asked since `asked = 0`. */
let asked = 0;
const keyServer = await serveHttp((request, response) => {
  asked += 1;
  setTimeout(() => response.end(JSON.stringify(JWKS)), Number(request.url?.slice(1) ?? 0));
});
keyServer.unref();
const keysAfter = (milliseconds: number) => `${keyServer.url}/${milliseconds}`;
const NOBODY_LISTENS = 'http://127.0.0.1:1/';

/** How often the keys are asked for by two tokens between which a second and more goes by. */
const timesAsked =
  (options: TokenOptions = {}) =>
  async (probed: ProbedRouter): Promise<number> => {
    asked = 0;
    await statusWith(options)(probed);
    await sleep(1_050);
    await statusWith({ ...options, audience: 'another token' })(probed);
    return asked;
  };

/** How many tokens the revocation list has seen verified, which is by their claims being other objects. */
const timesVerified = async (probed: ProbedRouter): Promise<number> => {
  seen.clear();
  const authorization = `Bearer ${await signToken()}`;
  await statusOf(probed, { authorization });
  await sleep(5);
  await statusOf(probed, { authorization });
  return seen.size;
};
const seen = new Set<object>();

export const PROBES: readonly Probe[] = [
  {
    option: 'authentication.issuers[].issuer',
    config: withFile(),
    // A token of an issuer that is not known is refused; without issuers, nobody looks at it.
    without: { authentication: issuers({ url: NOBODY_LISTENS }, { issuer: 'https://other.example' }) },
    observe: statusWith(),
    expected: 200,
  },
  {
    option: 'authentication.issuers[].jwks.file',
    config: withFile(),
    without: { authentication: issuers({ file: '/none.json' }) },
    observe: statusWith(),
    expected: 200,
  },
  {
    option: 'authentication.issuers[].jwks.url',
    config: { authentication: issuers({ url: keysAfter(0) }) },
    without: { authentication: issuers({ url: NOBODY_LISTENS }) },
    observe: statusWith(),
    expected: 200,
  },
  {
    option: 'authentication.issuers[].jwks.maxAge',
    config: { authentication: issuers({ url: keysAfter(0), maxAge: 1_000, coolDown: 1_000 }) },
    observe: timesAsked(),
    expected: 2,
  },
  {
    option: 'authentication.issuers[].jwks.coolDown',
    config: { authentication: issuers({ url: keysAfter(0), coolDown: 1_000 }) },
    observe: timesAsked({ kid: 'unknown' }),
    expected: 2,
  },
  {
    option: 'authentication.issuers[].jwks.timeout',
    config: { authentication: issuers({ url: keysAfter(200), timeout: 50 }) },
    observe: statusWith(),
    expected: 503,
  },
  {
    option: 'authentication.issuers[].audience',
    config: withFile({}, { audience: 'shop' }),
    observe: statusWith({ audience: 'bank' }),
    expected: 401,
  },
  {
    option: 'authentication.issuers[].algorithms',
    config: withFile({}, { algorithms: ['ES512'] }),
    observe: statusWith({ algorithm: 'ES512' }),
    expected: 200,
  },
  {
    option: 'authentication.clockTolerance',
    config: withFile({ clockTolerance: 60_000 }),
    observe: statusWith({ expiresIn: -30 }),
    expected: 200,
  },
  {
    option: 'authentication.token.header',
    config: withFile({ token: { header: 'x-token' } }),
    observe: (probed) => statusOf(probed, { 'x-token': 'Bearer bad' }),
    expected: 401,
  },
  {
    option: 'authentication.token.scheme',
    config: withFile({ token: { scheme: 'JWT' } }),
    observe: async (probed) => statusOf(probed, { authorization: `JWT ${await signToken()}` }),
    expected: 200,
  },
  {
    option: 'authentication.token.cookie',
    config: withFile({ token: { cookie: 'token' } }),
    observe: (probed) => statusOf(probed, { cookie: 'token=bad' }),
    expected: 401,
  },
  {
    option: 'authentication.apiKeyHeader',
    config: { authentication: { apiKeyHeader: 'x-server-key' } },
    code: { resolveApiKey: () => null },
    observe: (probed) => statusOf(probed, { 'x-server-key': 'bad' }),
    expected: 401,
  },
  {
    option: 'authentication.verificationLife',
    config: withFile({ verificationLife: 0 }),
    code: { isRevoked: (claims) => !seen.add(claims) },
    observe: timesVerified,
    expected: 2,
  },
];
