import { z } from 'zod';
import { flag, headerName, timeout, wholeNumber } from './option-kinds.js';

/** Headers that any page may send without asking first (https://fetch.spec.whatwg.org/#cors-safelisted-request-header). */
const SAFELISTED = ['accept', 'accept-language', 'content-language', 'content-type', 'range'];
/** Headers that browsers send by themselves, whatever the page is (https://fetch.spec.whatwg.org/#forbidden-request-header). */
const SENT_BY_BROWSERS = [
  'accept-charset',
  'accept-encoding',
  'authorization',
  'cache-control',
  'connection',
  'content-length',
  'cookie',
  'cookie2',
  'date',
  'dnt',
  'expect',
  'host',
  'if-modified-since',
  'if-none-match',
  'keep-alive',
  'origin',
  'pragma',
  'priority',
  'referer',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'upgrade-insecure-requests',
  'user-agent',
  'via',
];
/** They show nothing about where a request comes from. */
const WORTHLESS = new Set([...SAFELISTED, ...SENT_BY_BROWSERS]);

const preflightedHeader = headerName.refine(
  (name) => !WORTHLESS.has(name) && !/^(?:sec|proxy|access-control)-/.test(name),
  { error: 'pages of other origins may make browsers send this header without a preflight' },
);

const csrfOptions = z.strictObject({
  enabled: flag
    .default(true)
    .describe(
      'Whether GET requests that a page of another origin could make a browser send are refused. POST requests must be JSON anyway, which no such page can send without a preflight.',
    ),
  requiredHeaders: z
    .array(preflightedHeader)
    .min(1)
    .default(['apollo-require-preflight', 'x-apollo-operation-name'])
    .describe('A GET request must have one of these headers, not empty.'),
});

const compressionOptions = z.strictObject({
  enabled: flag
    .default(false)
    .describe(
      'Whether answers are compressed (brotli or gzip) for clients that accept it. Off by default: it takes several times the CPU time of the answer itself, and the proxy or load balancer in front of a router usually does it.',
    ),
  threshold: wholeNumber
    .pipe(z.number().int().min(0))
    .default(1_024)
    .describe('Bytes from which on an answer is compressed; smaller ones grow by it, or gain nothing.'),
});

const batchingOptions = z.strictObject({
  enabled: flag
    .default(false)
    .describe(
      'Whether the body of a POST may be a list of operations, answered by a list in the same order. Each counts for limits as if it had come alone.',
    ),
  maxSize: wholeNumber
    .pipe(z.number().int().min(1).max(1_000))
    .default(10)
    .describe('Operations that one list may have.'),
});

const strictTransportSecurityOptions = z.strictObject({
  enabled: flag
    .default(false)
    .describe(
      'Whether browsers are told to use HTTPS only (`Strict-Transport-Security`). For routers behind TLS.',
    ),
  maxAge: wholeNumber
    .pipe(z.number().int().min(0))
    .default(31_536_000)
    .describe('Seconds for which browsers remember it; a year by default.'),
  includeSubdomains: flag.default(true).describe('Whether it holds for all subdomains, too.'),
});

export const httpOptions = z.strictObject({
  csrf: csrfOptions.prefault({}),
  compression: compressionOptions.prefault({}),
  batching: batchingOptions.prefault({}),
  securityHeaders: flag
    .default(true)
    .describe(
      'Whether every answer has the headers that tell browsers to be strict: a content security policy that allows nothing (the sandbox page has its own), `X-Content-Type-Options`, `Referrer-Policy`, `X-Frame-Options`, and others.',
    ),
  strictTransportSecurity: strictTransportSecurityOptions.prefault({}),
  requestTimeout: timeout
    .default(60_000)
    .describe(
      'Milliseconds from the last byte of a request until it is answered with 504. Its queries to subgraphs are stopped then; mutations go on.',
    ),
  headersTimeout: timeout
    .default(10_000)
    .describe("Milliseconds that a client may take to send a request's headers, before it gets 408."),
  receiveTimeout: timeout
    .default(60_000)
    .describe('Milliseconds that a client may take to send a request, body included, before it gets 408.'),
  keepAliveTimeout: timeout
    .default(72_000)
    .describe(
      'Milliseconds for which an idle connection is kept. Longer than that of the load balancer in front (commonly 60 s): the side that sends requests should be the one that closes, or a request may cross the close.',
    ),
  maxHeaderSize: wholeNumber
    .pipe(z.number().int().min(1_024).max(1_048_576))
    .default(16_384)
    .describe(
      "Bytes that a request's headers may have; more get 431. It counts from the start of the router.",
    ),
});

export type HttpOptions = z.output<typeof httpOptions>;
