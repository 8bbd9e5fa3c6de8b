import { z } from 'zod';
import { flag, wholeNumber } from './option-kinds.js';

export const corsOptions = z
  .strictObject({
    origins: z
      .union([z.literal('*'), z.array(z.string().min(1)).min(1)], {
        error: 'expected "*" or a list of origins',
      })
      .describe('Origins whose pages may read answers, such as `https://shop.example`; `"*"` for all.'),
    credentials: flag
      .default(false)
      .describe('Whether browsers send cookies along. Not possible with `"*"`.'),
    allowedHeaders: z
      .array(z.string().min(1))
      .default([
        'authorization',
        'content-type',
        'x-api-key',
        'x-request-id',
        'apollo-require-preflight',
        'x-apollo-operation-name',
        'graphql-client-name',
        'graphql-client-version',
        'apollographql-client-name',
        'apollographql-client-version',
      ])
      .describe('Request headers that pages may send.'),
    exposedHeaders: z
      .array(z.string().min(1))
      .default([
        'x-request-id',
        'retry-after',
        'x-ratelimit-limit',
        'x-ratelimit-remaining',
        'x-ratelimit-reset',
        'ratelimit',
        'ratelimit-policy',
      ])
      .describe('Headers of answers that pages may read.'),
    maxAge: wholeNumber
      .pipe(z.number().int().min(0).max(86_400))
      .default(600)
      .describe("Seconds for which browsers may remember a preflight's answer."),
  })
  .refine((value) => !(value.credentials && value.origins === '*'), {
    error: 'credentials need a list of origins',
    path: ['credentials'],
  });

export type CorsOptions = z.output<typeof corsOptions>;
