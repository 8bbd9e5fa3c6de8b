import { z } from 'zod';
import { TOKEN_PATTERN } from '../headers/field-syntax.js';
import { issuerOptions } from './issuer-options.js';
import { headerName, milliseconds } from './option-kinds.js';

/** What schemes and the names of cookies are made of. */
const word = z
  .string()
  .regex(TOKEN_PATTERN, { error: 'expected a word without spaces, quotes and separators' });

const tokenOptions = z.strictObject({
  header: headerName.default('authorization').describe('The request header that holds the access token.'),
  scheme: z
    .union([word, z.literal('')])
    .default('Bearer')
    .describe('What stands before the token in that header; empty when it holds the token alone.'),
  cookie: word
    .optional()
    .describe(
      'Name of a cookie that holds the access token; it counts when no header brings credentials. Cookies are ignored when absent.',
    ),
});

export const authenticationOptions = z
  .strictObject({
    issuers: z
      .array(issuerOptions)
      .default([])
      .describe(
        'Whose access tokens are accepted. Without any, tokens are ignored and every request without an API key is anonymous.',
      )
      .refine((issuers) => new Set(issuers.map(({ issuer }) => issuer)).size === issuers.length, {
        error: 'expected each issuer once',
      }),
    clockTolerance: milliseconds()
      .default(5_000)
      .describe('Milliseconds by which the clocks of issuers and router may differ.'),
    token: tokenOptions.prefault({}),
    apiKeyHeader: headerName
      .default('x-api-key')
      .describe('The request header that holds the API key of a server.'),
    verificationLife: milliseconds()
      .default(600_000)
      .describe(
        'Milliseconds for which a token that held is not verified again, its expiry and revocation apart, and as long as its issuer publishes the same keys.',
      ),
  })
  .refine(({ token, apiKeyHeader }) => token.header !== apiKeyHeader, {
    error: 'expected another header than that of the access token',
    path: ['apiKeyHeader'],
  });

export type AuthenticationOptions = z.output<typeof authenticationOptions>;
