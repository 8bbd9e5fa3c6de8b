import type { JSONWebKeySet } from 'jose';
import { z } from 'zod';
import { httpUrl, milliseconds } from './option-kinds.js';

const SOURCES = ['url', 'file', 'load'] as const;

const jwks = z
  .strictObject({
    url: httpUrl
      .optional()
      .describe("The issuer's key set (JWKS), fetched at the first token and followed through rotations."),
    file: z
      .string()
      .min(1)
      .optional()
      .describe(
        'A file with the key set, read as often as a URL would be fetched; relative paths start from the folder of the configuration file.',
      ),
    /** Loads the key set. A function, so only in code. */
    load: z
      .custom<(signal: AbortSignal) => Promise<JSONWebKeySet>>(
        (value) => typeof value === 'function',
        'expected a function',
      )
      .optional(),
    maxAge: milliseconds(1_000)
      .default(600_000)
      .describe(
        'Milliseconds after which the keys are loaded again, so that withdrawn ones stop counting; at least 1000.',
      ),
    coolDown: milliseconds(1_000)
      .default(10_000)
      .describe(
        'Milliseconds after a load during which a token with an unknown key id does not cause another one; at least 1000.',
      ),
    timeout: milliseconds(1).default(5_000).describe('Milliseconds that loading the keys may take.'),
  })
  .refine((source) => SOURCES.filter((name) => source[name] !== undefined).length === 1, {
    error: 'expected exactly one of url and file',
  });

/** Asymmetric only: a shared secret would let everyone who can verify a token make one. */
const algorithm = z.enum(
  ['EdDSA', 'Ed25519', 'ES256', 'ES384', 'ES512', 'PS256', 'PS384', 'PS512', 'RS256', 'RS384', 'RS512'],
  { error: 'expected an asymmetric algorithm, such as EdDSA, ES256 or RS256' },
);

export const issuerOptions = z.strictObject({
  issuer: z.string().min(1).describe('The `iss` claim of its tokens.'),
  audience: z
    .union([z.string().min(1), z.array(z.string().min(1)).min(1)])
    .optional()
    .describe('What the `aud` claim must hold; any audience when absent.'),
  jwks,
  algorithms: z
    .array(algorithm)
    .min(1)
    .default(['EdDSA', 'ES256', 'RS256'])
    .describe('Algorithms that may have signed them.'),
});

export type IssuerOptions = z.output<typeof issuerOptions>;
export type JwksOptions = IssuerOptions['jwks'];
