import { IDENTITY_HEADER } from '@techally/identity';
import { RESERVED } from '../transport/http/header-lines.js';

/** Headers of one connection or of one body, which requests to subgraphs leave out, and those that the router makes itself. */
export const NOT_FORWARDED: ReadonlySet<string> = new Set([
  ...RESERVED,
  'x-forwarded-for',
  'x-request-id',
  IDENTITY_HEADER,
]);
