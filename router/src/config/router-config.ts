import { z } from 'zod';
import { ENGINES } from '../engine/engine-name.js';
import { authenticationOptions } from './authentication-options.js';
import { authorizationOptions } from './authorization-options.js';
import { cacheOptions } from './cache-options.js';
import { corsOptions } from './cors-options.js';
import { errorOptions } from './error-options.js';
import { headerOptions } from './header-options.js';
import { demandControlOptions, planLimitOptions } from './demand-control-options.js';
import { httpOptions } from './http-options.js';
import { introspectionOption } from './introspection-option.js';
import { limitOptions } from './limit-options.js';
import { metricsOptions } from './metrics-options.js';
import { flag, httpUrl, wholeNumber } from './option-kinds.js';
import { persistedDocumentOptions } from './persisted-document-options.js';
import { rateLimitOptions } from './rate-limit-options.js';
import { sharedStateOptions } from './shared-state-options.js';
import { trustProxyOption } from './trust-proxy-option.js';

const options = z.strictObject({
  port: wholeNumber
    .pipe(z.number().int().min(0).max(65_535))
    .default(4000)
    .describe('Port to listen on; 0 for any free one.'),
  host: z
    .string()
    .min(1)
    .default('127.0.0.1')
    .describe('Address to listen on; `0.0.0.0` or `::` for all of the machine.'),
  engine: z
    .enum(ENGINES)
    .default('techally')
    .describe("What executes operations; `apollo-gateway` is Apollo's gateway, for comparison."),
  introspection: introspectionOption
    .default(true)
    .describe(
      'Whether clients may ask for the schema, or which; to others, errors also suggest no names. In production the default of the command is `false`.',
    ),
  sandbox: z
    .strictObject({
      enabled: flag.default(true).describe('Whether there is a GraphQL sandbox at `/`.'),
      defaultQuery: z.string().optional().describe('The operation that the sandbox opens with.'),
    })
    .prefault({}),
  trustProxy: trustProxyOption
    .default(false)
    .describe("Whose `X-Forwarded-For` counts: addresses and networks of proxies, or `true` for everyone's."),
  http: httpOptions.prefault({}),
  cors: corsOptions.optional().describe('Cross-origin requests from browsers; refused when absent.'),
  authentication: authenticationOptions.prefault({}),
  identity: z
    .strictObject({
      secret: z
        .string()
        .min(32, { error: 'expected at least 32 characters' })
        .describe('Shared with the subgraphs: signs the header that tells them who is asking.'),
    })
    .optional()
    .describe('Without it, subgraphs get no identity.'),
  authorization: authorizationOptions.prefault({}),
  headers: headerOptions.prefault({}),
  hooks: z
    .string()
    .min(1)
    .optional()
    .describe(
      'A JavaScript module that exports functions named `onRequest`, `onOperation`, `onPlan`, `onSubgraphRequest`, `onSubgraphResponse` or `onResponse`; relative paths start from the folder of the configuration file. It is loaded again when the configuration changes.',
    ),
  deduplicate: z
    .strictObject({
      clientQueries: flag
        .default(true)
        .describe(
          'Whether identical queries of clients that are in flight at the same time share one answer: same text, same identity, address and forwarded headers. Mutations never do.',
        ),
      subgraphQueries: flag
        .default(true)
        .describe(
          'Whether identical queries to a subgraph that are in flight at the same time share one reply: same text and variables on behalf of the same identity, address and forwarded headers.',
        ),
    })
    .prefault({}),
  cache: cacheOptions.prefault({}),
  metrics: metricsOptions.prefault({}),
  persistedDocuments: persistedDocumentOptions.prefault({}),
  rateLimit: rateLimitOptions.prefault({}),
  sharedState: sharedStateOptions.prefault({}),
  subgraphs: z
    .record(
      z.string(),
      z.strictObject({ url: httpUrl.describe('Where it listens, in place of the URL in the supergraph.') }),
    )
    .default({})
    .describe('By subgraph name.'),
  demandControl: demandControlOptions.prefault({}),
  planLimits: planLimitOptions.prefault({}),
  limits: limitOptions.prefault({}),
  subgraphTimeout: wholeNumber
    .pipe(z.number().int().min(1))
    .default(30_000)
    .describe('Milliseconds that a subgraph may take for one request.'),
  errors: errorOptions.prefault({}),
});

/**
 * What a configuration file may hold, and what `createRouter` takes of it; unknown keys are refused. The descriptions
 * are those of `docs/configuration.md` and of the JSON Schema.
 */
export const routerConfigSchema = options
  .refine(({ authentication, http }) => authentication.token.cookie === undefined || http.csrf.enabled, {
    error: 'access tokens in cookies (authentication.token.cookie) need CSRF prevention',
    path: ['http', 'csrf', 'enabled'],
  })
  .refine(({ rateLimit, demandControl }) => !rateLimit.cost.enabled || demandControl.mode !== 'off', {
    error: 'budgets of cost need the estimates of demandControl.mode measure or enforce',
    path: ['rateLimit', 'cost', 'enabled'],
  })
  .refine(({ cache, headers }) => !cache.enabled || headers.response.length === 0, {
    error: 'what is kept of answers (cache) has no headers that rules could propagate (headers.response)',
    path: ['cache', 'enabled'],
  })
  .refine(({ cache, engine }) => !cache.enabled || engine === 'techally', {
    error: 'only the engine techally keeps answers',
    path: ['cache', 'enabled'],
  });

/** The configuration with all defaults filled in. */
export type RouterConfig = z.output<typeof routerConfigSchema>;
/** The configuration as it is written. */
export type RouterConfigInput = z.input<typeof routerConfigSchema>;
