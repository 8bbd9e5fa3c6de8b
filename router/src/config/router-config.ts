import { isIP } from 'node:net';
import { IDENTITY_HEADER } from '@techally/identity';
import type { JSONWebKeySet } from 'jose';
import { z } from 'zod';
import { ENGINES } from '../engine/engine-name.js';
import { RESERVED as RESERVED_HEADERS } from '../transport/http/header-lines.js';

/** Accepts the text `"true"` too, since `${env.NAME}` always gives text. */
const flag = z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')], {
  error: 'expected true or false',
});

/** Accepts the text of a whole number too, since `${env.NAME}` always gives text. */
const wholeNumber = z.union([z.number(), z.string().regex(/^\d+$/).transform(Number)], {
  error: 'expected a whole number',
});

const httpUrl = z.url({ protocol: /^https?$/, error: 'expected an http or https URL' });

const proxyAddress = z.string().refine((text) => {
  const [address = '', bits, ...rest] = text.split('/');
  if (bits === undefined)
    return ['loopback', 'linklocal', 'uniquelocal'].includes(address) || isIP(address) !== 0;
  return (
    rest.length === 0 &&
    isIP(address) !== 0 &&
    /^\d{1,3}$/.test(bits) &&
    Number(bits) <= (isIP(address) === 4 ? 32 : 128)
  );
}, 'expected an address or network, such as 10.0.0.0/8, loopback, linklocal or uniquelocal');

const jwks = z.union(
  [
    /** The issuer's key set, fetched at the first token and followed through rotations. */
    z.strictObject({ url: httpUrl }),
    /** A file with the key set; relative paths start from the folder of the configuration file. */
    z.strictObject({ file: z.string().min(1) }),
    /** Loads the key set. A function, so only in code. */
    z.strictObject({
      load: z.custom<() => Promise<JSONWebKeySet>>(
        (value) => typeof value === 'function',
        'expected a function',
      ),
    }),
  ],
  { error: 'expected exactly one of url and file' },
);

/** Asymmetric only: a shared secret would let everyone who can verify a token make one. */
const algorithm = z.enum(
  ['EdDSA', 'Ed25519', 'ES256', 'ES384', 'ES512', 'PS256', 'PS384', 'PS512', 'RS256', 'RS384', 'RS512'],
  { error: 'expected an asymmetric algorithm, such as EdDSA, ES256 or RS256' },
);

const issuer = z.strictObject({
  /** The `iss` claim of its tokens. */
  issuer: z.string().min(1),
  /** What the `aud` claim must hold; any audience when absent. */
  audience: z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]).optional(),
  jwks,
  algorithms: z.array(algorithm).min(1).default(['EdDSA', 'ES256', 'RS256']),
});

const cors = z.strictObject({
  /** Origins whose pages may read answers, such as `https://shop.example`; `"*"` for all. */
  origins: z.union([z.literal('*'), z.array(z.string().min(1)).min(1)], {
    error: 'expected "*" or a list of origins',
  }),
  /** Whether browsers send cookies along. Not possible with `"*"`. */
  credentials: flag.default(false),
  /** Request headers that pages may send. */
  allowedHeaders: z
    .array(z.string().min(1))
    .default(['authorization', 'content-type', 'x-api-key', 'x-request-id', 'apollo-require-preflight']),
  /** Seconds for which browsers may remember a preflight's answer. */
  maxAge: wholeNumber.pipe(z.number().int().min(0).max(86_400)).default(600),
});

/** Headers of one connection or of one body, which requests to subgraphs leave out, and those that the router makes itself. */
const NOT_FORWARDED = new Set([...RESERVED_HEADERS, 'x-forwarded-for', 'x-request-id', IDENTITY_HEADER]);

const forwardedHeader = z
  .string()
  .regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/, { error: 'expected the name of a header' })
  .toLowerCase()
  .refine((name) => !NOT_FORWARDED.has(name), {
    error: 'this header belongs to one connection or is made by the router; it cannot be forwarded',
  });

/** What a configuration file may hold, and what `createRouter` takes of it; unknown keys are refused. */
export const routerConfigSchema = z.strictObject({
  /** Port to listen on; 0 for any free one. */
  port: wholeNumber.pipe(z.number().int().min(0).max(65_535)).default(4000),
  /** Address to listen on. */
  host: z.string().min(1).default('127.0.0.1'),
  engine: z.enum(ENGINES).default('techally'),
  /** Whether clients may ask for the schema; without it, errors also stop suggesting names. */
  introspection: flag.default(true),
  /** The GraphQL sandbox at `/`. */
  sandbox: z.strictObject({ enabled: flag.default(true), defaultQuery: z.string().optional() }).prefault({}),
  /** Whose `X-Forwarded-For` counts: addresses and networks of proxies, or `true` for everyone's. */
  trustProxy: z
    .union([flag, proxyAddress, z.array(proxyAddress).min(1)], {
      error: 'expected true, false, or addresses such as 10.0.0.0/8 or loopback',
    })
    .default(false),
  /** Cross-origin requests from browsers; refused when absent. */
  cors: cors
    .refine((value) => !(value.credentials && value.origins === '*'), {
      error: 'credentials need a list of origins',
      path: ['credentials'],
    })
    .optional(),
  /** Whose access tokens are accepted. Without any, `authorization` is ignored and every request is anonymous. */
  issuers: z.array(issuer).default([]),
  /** Shared with the subgraphs: signs the identity header. Without it, subgraphs get no identity. */
  identity: z
    .strictObject({ secret: z.string().min(32, { error: 'expected at least 32 characters' }) })
    .optional(),
  headers: z
    .strictObject({
      /** Names of the client's request headers that are copied to subgraphs. */
      forward: z.array(forwardedHeader).default([]),
    })
    .prefault({}),
  /** Whether identical requests that are in flight at the same time share one answer. Mutations never do. */
  deduplicate: z
    .strictObject({
      /** Of clients: same text, same identity, address and forwarded headers. */
      clientQueries: flag.default(true),
      /** To subgraphs: same text and variables on behalf of the same identity, address and forwarded headers. */
      subgraphQueries: flag.default(true),
    })
    .prefault({}),
  /** Whether clients may send the hash of a document in place of its text (automatic persisted queries). */
  automaticPersistedQueries: flag.default(true),
  /** By subgraph name: where it listens, in place of the URL in the supergraph. */
  subgraphs: z.record(z.string(), z.strictObject({ url: httpUrl })).default({}),
  /** Bytes that a request body may have. */
  requestBodyLimit: wholeNumber.pipe(z.number().int().min(1)).default(1_048_576),
  /** Milliseconds that a subgraph may take for one request. */
  subgraphTimeout: wholeNumber.pipe(z.number().int().min(1)).default(30_000),
  /** Whether errors say which subgraph they come from (`extensions.serviceName`). */
  exposeServiceNames: flag.default(false),
});

/** The configuration with all defaults filled in. */
export type RouterConfig = z.output<typeof routerConfigSchema>;
/** The configuration as it is written. */
export type RouterConfigInput = z.input<typeof routerConfigSchema>;
export type IssuerOptions = RouterConfig['issuers'][number];
export type JwksOptions = IssuerOptions['jwks'];
export type CorsOptions = NonNullable<RouterConfig['cors']>;
