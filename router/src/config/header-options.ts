import { IDENTITY_HEADER } from '@techally/identity';
import { z } from 'zod';
import { headerName } from './option-kinds.js';
import { RESERVED as RESERVED_HEADERS } from '../transport/http/header-lines.js';

/** Headers of one connection or of one body, which requests to subgraphs leave out, and those that the router makes itself. */
const NOT_FORWARDED = new Set([...RESERVED_HEADERS, 'x-forwarded-for', 'x-request-id', IDENTITY_HEADER]);

const forwardedHeader = headerName.refine((name) => !NOT_FORWARDED.has(name), {
  error: 'this header belongs to one connection or is made by the router; it cannot be forwarded',
});

export const headerOptions = z.strictObject({
  forward: z
    .array(forwardedHeader)
    .default([])
    .describe("Names of the client's request headers that are copied to subgraphs."),
});
