import { readFile } from 'node:fs/promises';
import type { Router } from '@techally/router';
import { createRouter } from '@techally/router';
import { SUPERGRAPH_FILE } from '@techally/stack';
import { serveHttp } from '@techally/test-parts';
import { pino } from 'pino';
import type { IssuerKey } from './forge-tokens.js';
import { createIssuerKey } from './forge-tokens.js';

export const IDENTITY_SECRET = 'the identity secret of the abuse suite';

export interface ReachedSubgraph {
  readonly name: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** A router that trusts two issuers, whose key sets it fetches over HTTP. */
export interface TokenScene {
  readonly router: Router;
  readonly url: string;
  readonly ann: IssuerKey;
  readonly other: IssuerKey;
  /** Where somebody else offers keys; nobody should ever ask there. */
  readonly strangersKeys: string;
  /** How often each path was asked for: `/ann`, `/other`, `/stranger`. */
  readonly fetched: Map<string, number>;
  /** What subgraphs got. */
  readonly reached: ReachedSubgraph[];
  close(): Promise<void>;
}

/** @param coolDown Milliseconds; that of both issuers' keys. */
export async function startTokenScene(coolDown = 10_000): Promise<TokenScene> {
  const ann = await createIssuerKey('https://ann.example', 'a1');
  const other = await createIssuerKey('https://other.example', 'b1', 'ES256');
  const stranger = await createIssuerKey('https://ann.example', 'a1');
  const sets = new Map([
    ['/ann', [ann.jwk]],
    ['/other', [other.jwk]],
    ['/stranger', [stranger.jwk]],
  ]);
  const fetched = new Map<string, number>();
  const keyServer = await serveHttp(({ url: path = '' }, response) => {
    fetched.set(path, (fetched.get(path) ?? 0) + 1);
    response.end(JSON.stringify({ keys: sets.get(path) ?? [] }));
  });
  const keys = keyServer.url;

  const reached: ReachedSubgraph[] = [];
  const router = await createRouter({
    supergraphSdl: await readFile(SUPERGRAPH_FILE, 'utf8'),
    transport: {
      send: async ({ name }, { headers }) => {
        reached.push({ name, headers: headers.values });
        return { kind: 'result', httpStatus: 200, result: { data: { me: { id: 'ann' } } } };
      },
    },
    identity: { secret: IDENTITY_SECRET },
    authentication: {
      issuers: [
        { issuer: ann.issuer, audience: 'shop', jwks: { url: `${keys}/ann`, coolDown } },
        { issuer: other.issuer, audience: 'shop', jwks: { url: `${keys}/other`, coolDown } },
      ],
      token: { cookie: '__Host-token' },
    },
    logger: pino({ level: 'silent' }),
  });
  const { url } = await router.listen({ port: 0 });
  return {
    router,
    url,
    ann,
    other,
    strangersKeys: `${keys}/stranger`,
    fetched,
    reached,
    async close() {
      await router.close();
      await keyServer.close();
    },
  };
}
