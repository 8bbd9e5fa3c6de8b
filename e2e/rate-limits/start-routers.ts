import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RouterConfigInput } from '@techally/router';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

const MAIN = fileURLToPath(new URL('router-main.ts', import.meta.url));
const ISSUER = 'https://auth.test';

/** Router processes with one configuration. */
export interface StartedRouters {
  readonly urls: readonly string[];
  /** An access token for an account of the standard tier. */
  token(userId: string): Promise<string>;
  stop(): Promise<void>;
}

export interface StartRoutersOptions {
  readonly config: RouterConfigInput;
  readonly count: number;
  /** What the routers' rate limits take for now, in milliseconds since the epoch. */
  readonly now: number;
}

export async function startRouters({ config, count, now }: StartRoutersOptions): Promise<StartedRouters> {
  const { privateKey, publicKey } = await generateKeyPair('EdDSA');
  const folder = await mkdtemp(join(tmpdir(), 'rate-limits-'));
  await writeFile(join(folder, 'jwks.json'), JSON.stringify({ keys: [await exportJWK(publicKey)] }));
  const issuers = [{ issuer: ISSUER, jwks: { file: 'jwks.json' } }];
  const configFile = join(folder, 'router.yaml');
  // JSON is YAML.
  await writeFile(configFile, JSON.stringify({ ...config, authentication: { issuers } }));

  const children = Array.from({ length: count }, () =>
    fork(MAIN, [configFile, String(now)], { env: { ...process.env, NODE_OPTIONS: '' }, execArgv: [] }),
  );
  const urls = await Promise.all(
    children.map(async (child) => {
      const [said] = await Promise.race([once(child, 'message'), once(child, 'exit')]);
      if (typeof said !== 'string') throw new Error(`A router ended with ${String(said)}. Is it built?`);
      return said;
    }),
  );
  return {
    urls,
    token: (userId) =>
      new SignJWT({ userId, email: `${userId}@example.com`, role: 'USER', tier: 'STANDARD', scope: '' })
        .setProtectedHeader({ alg: 'EdDSA' })
        .setIssuer(ISSUER)
        .setSubject(userId)
        .setExpirationTime('1 hour')
        .sign(privateKey),
    async stop() {
      await Promise.all(
        children.map(async (child) => {
          const ended = once(child, 'exit');
          child.disconnect();
          await ended;
        }),
      );
      await rm(folder, { recursive: true });
    },
  };
}
