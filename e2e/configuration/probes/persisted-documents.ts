import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RouterConfigInput } from '@techally/router';
import { serveHttp } from '@techally/test-parts';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { pino } from 'pino';
import type { Probe, ProbedRouter, ProbeSetting } from '../probe.js';

const KNOWN = '{ me { name } }';
const UNKNOWN = '{ me { id } }';
const ISSUER = 'https://accounts.example';
const WEB = { 'graphql-client-name': 'web' };
type Options = NonNullable<RouterConfigInput['persistedDocuments']>;

/** A manifest in `list.json`, which knows one document as `known`, and another one as `broken` where that is asked for. */
const withFile =
  (options: Options, documents: Readonly<Record<string, string>> = { known: KNOWN }) =>
  async ({ folder }: ProbeSetting): Promise<RouterConfigInput> => {
    await writeFile(join(folder, 'list.json'), JSON.stringify(documents));
    return { persistedDocuments: { manifests: [{ file: 'list.json' }], ...options } };
  };

async function send({ router }: ProbedRouter, body: object, headers: Readonly<Record<string, string>> = {}) {
  const response = await router.fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  return (await response.json()) as {
    readonly errors?: readonly { readonly extensions: { code: string } }[];
  };
}

/** The code with which a request is refused; `null` when it is answered. */
const refusalOf =
  (body: object, headers: Readonly<Record<string, string>> = {}) =>
  async (probed: ProbedRouter): Promise<string | null> =>
    (await send(probed, body, headers)).errors?.[0]?.extensions.code ?? null;

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');
const byHash = (text: string) => ({
  extensions: { persistedQuery: { version: 1, sha256Hash: hashOf(text) } },
});

/** What each start of a router has logged. */
function logged() {
  let lines: string[] = [];
  const logger = pino({ level: 'info' }, { write: (line: string) => lines.push(line) });
  return {
    code: { logger },
    /** How many operations were planned ahead; `null` when none were, or not yet. */
    planned: () => {
      const line = lines.find((text) => text.includes('planned ahead'));
      lines = [];
      return line === undefined ? null : (JSON.parse(line) as { readonly operations: number }).operations;
    },
  };
}

let text = JSON.stringify({ known: KNOWN });
const manifestServer = await serveHttp((request, response) => {
  response.statusCode = request.url === '/closed.json' && request.headers['x-key'] !== 'mine' ? 403 : 200;
  response.end(response.statusCode === 200 ? text : '{}');
});
manifestServer.unref();
const manifestUrl = manifestServer.url;

const key = await generateKeyPair('EdDSA');
const token = await new SignJWT({ scope: 'documents:any' })
  .setProtectedHeader({ alg: 'EdDSA' })
  .setIssuer(ISSUER)
  .setSubject('1')
  .setExpirationTime('1 hour')
  .sign(key.privateKey);

type Manifest = NonNullable<Options['manifests']>[number];

/** Each way to get a manifest: the document that it holds is known by its id. */
function manifestProbes({
  option,
  place,
}: {
  readonly option: string;
  /** Options with a manifest. */
  readonly place: (manifest: Manifest) => Options;
}): readonly Probe[] {
  const known = { without: {}, observe: refusalOf({ documentId: 'known' }, WEB), expected: null };
  return [
    {
      ...known,
      option: `${option}.file`,
      config: async ({ folder }) => {
        await writeFile(join(folder, 'list.json'), text);
        return { persistedDocuments: place({ file: 'list.json' }) };
      },
    },
    {
      ...known,
      option: `${option}.folder`,
      config: async ({ folder }) => {
        await mkdir(join(folder, 'lists'), { recursive: true });
        await writeFile(join(folder, 'lists/known.graphql'), KNOWN);
        return { persistedDocuments: place({ folder: 'lists' }) };
      },
    },
    {
      ...known,
      option: `${option}.url`,
      config: { persistedDocuments: place({ url: `${manifestUrl}/list.json` }) },
    },
    {
      ...known,
      option: `${option}.headers`,
      config: {
        persistedDocuments: place({ url: `${manifestUrl}/closed.json`, headers: { 'x-key': 'mine' } }),
      },
    },
    {
      option: `${option}.interval`,
      config: { persistedDocuments: place({ url: `${manifestUrl}/list.json`, interval: 100 }) },
      async observe(probed) {
        text = JSON.stringify({ known: KNOWN, more: UNKNOWN });
        await sleep(1_000);
        text = JSON.stringify({ known: KNOWN });
        return refusalOf({ documentId: 'more' }, WEB)(probed);
      },
      expected: null,
    },
  ];
}

const count = logged();
const time = logged();
const wait = logged();

export const PROBES: readonly Probe[] = [
  {
    option: 'persistedDocuments.level',
    config: withFile({ level: 'safelist' }),
    observe: refusalOf({ query: UNKNOWN }),
    expected: 'QUERY_NOT_IN_SAFELIST',
  },
  ...manifestProbes({
    option: 'persistedDocuments.manifests[]',
    place: (manifest) => ({ manifests: [manifest] }),
  }),
  ...manifestProbes({
    option: 'persistedDocuments.clients.<name>.manifests[]',
    place: (manifest) => ({ clients: { web: { level: 'off', manifests: [manifest] } } }),
  }),
  {
    option: 'persistedDocuments.clients.<name>.level',
    config: withFile({ level: 'off', clients: { web: { level: 'safelist-ids' } } }),
    without: { persistedDocuments: { level: 'off' } },
    observe: refusalOf({ query: UNKNOWN }, WEB),
    expected: 'PERSISTED_QUERY_ID_REQUIRED',
  },
  {
    option: 'persistedDocuments.exemptScopes',
    async config(setting) {
      const keys = [await exportJWK(key.publicKey)];
      await writeFile(join(setting.folder, 'jwks.json'), JSON.stringify({ keys }));
      return {
        ...(await withFile({ level: 'safelist', exemptScopes: ['documents:any'] })(setting)),
        authentication: { issuers: [{ issuer: ISSUER, jwks: { file: 'jwks.json' } }] },
      };
    },
    observe: refusalOf({ query: UNKNOWN }, { authorization: `Bearer ${token}` }),
    expected: null,
  },
  {
    option: 'persistedDocuments.onBrokenDocument',
    config: withFile({ onBrokenDocument: 'refuse-supergraph' }),
    async observe(probed) {
      const documents = { known: KNOWN, broken: '{ broken }' };
      await writeFile(join(probed.folder, 'list.json'), JSON.stringify(documents));
      await sleep(2_000);
      return refusalOf({ documentId: 'broken' })(probed);
    },
    expected: 'PERSISTED_QUERY_NOT_IN_LIST',
  },
  {
    option: 'persistedDocuments.warmUp.documents',
    config: withFile({ warmUp: { documents: 1 } }, { known: KNOWN, more: UNKNOWN }),
    code: count.code,
    observe: count.planned,
    expected: 1,
  },
  {
    option: 'persistedDocuments.warmUp.time',
    config: withFile({ warmUp: { time: 0 } }),
    code: time.code,
    observe: time.planned,
    expected: null,
  },
  {
    option: 'persistedDocuments.warmUp.wait',
    config: withFile({ warmUp: { wait: false } }),
    code: wait.code,
    observe: wait.planned,
    expected: null,
  },
  {
    option: 'persistedDocuments.apq.enabled',
    config: { persistedDocuments: { apq: { enabled: false } } },
    observe: refusalOf(byHash(UNKNOWN)),
    expected: 'PERSISTED_QUERY_NOT_SUPPORTED',
  },
  {
    option: 'persistedDocuments.apq.ttl',
    config: { persistedDocuments: { apq: { ttl: 50 } } },
    async observe(probed) {
      await send(probed, { query: UNKNOWN, ...byHash(UNKNOWN) });
      await sleep(100);
      return refusalOf(byHash(UNKNOWN))(probed);
    },
    expected: 'PERSISTED_QUERY_NOT_FOUND',
  },
];
