import { readFile } from 'node:fs/promises';
import { createIdentitySigner } from '@techally/identity';
import { openRevocationList } from '@techally/revocation';
import { createHttpTransport, createRouter } from '@techally/router';
import {
  createHttpInternalTransport,
  createLogger,
  createInternalClient,
  parseServiceSettings,
  SERVICE_PORTS,
} from '@techally/subgraph-kit';
import { TOKEN_AUDIENCE, TOKEN_ISSUER } from '@techally/subgraph-auth';
import { DEFAULT_QUERY } from './console/default-query.js';
import { gateOptions } from './gate/gate-options.js';
import { parseGateSettings } from './gate/gate-settings.js';
import { createApiKeyResolver } from './services/resolve-api-key.js';
import { PERSISTED_DOCUMENTS, SUPERGRAPH_FILE } from './start-stack.js';

// The router as a process of its own, in front of the seven services. Same variables as theirs; PORT defaults to 4000.
const settings = parseServiceSettings('auth', { ...process.env, PORT: process.env['PORT'] ?? '4000' });
const logger = createLogger(settings.logLevel, 'router');

const revocations = await openRevocationList({
  redisUrl: settings.redisUrl,
  databaseUrl: settings.databases.urlFor('platform'),
  onError: (err) => {
    logger.error({ err }, 'the revocation list has lost its connection; what it knew still counts');
  },
});
const internal = createInternalClient({
  service: 'router',
  signer: createIdentitySigner({ secret: settings.identitySecret }),
  transport: createHttpInternalTransport({ urls: settings.urls }),
});

const router = await createRouter({
  supergraphSdl: await readFile(SUPERGRAPH_FILE, 'utf8'),
  transport: createHttpTransport({ timeout: 30_000 }),
  subgraphs: Object.fromEntries(
    (Object.keys(SERVICE_PORTS) as (keyof typeof SERVICE_PORTS)[]).map((name) => [
      name,
      { url: settings.urls[name] },
    ]),
  ),
  identity: { secret: settings.identitySecret },
  ...gateOptions({
    ...parseGateSettings(process.env),
    redisUrl: settings.redisUrl,
    databaseUrl: settings.databases.urlFor('platform'),
  }),
  authentication: {
    issuers: [
      {
        issuer: TOKEN_ISSUER,
        audience: TOKEN_AUDIENCE,
        jwks: { url: new URL('/.well-known/jwks.json', settings.urls.auth).href },
      },
    ],
  },
  isRevoked: (claims) => revocations.isRevoked(claims),
  resolveApiKey: createApiKeyResolver(internal),
  persistedDocuments: PERSISTED_DOCUMENTS,
  sandbox: { defaultQuery: DEFAULT_QUERY },
  logger,
});
const { url } = await router.listen({ port: settings.port, host: settings.host });
logger.info({ url }, 'the router is ready');

let stopping = false;
function stop(): void {
  if (stopping) return;
  stopping = true;
  void router
    .close()
    .then(() => revocations.close())
    .then(
      () => process.exit(0),
      (err: unknown) => {
        logger.error({ err }, 'the router did not stop cleanly');
        process.exit(1);
      },
    );
}
process.on('SIGINT', stop);
process.on('SIGTERM', stop);
