import { z } from 'zod';
import { headerName } from './option-kinds.js';
import { NOT_FORWARDED } from '../headers/not-forwarded.js';
import { RESERVED as RESERVED_HEADERS } from '../transport/http/header-lines.js';

/** Headers of one connection or of one body, and those by which the router itself says who may read its answers. */
const NOT_ANSWERED = new Set([
  ...RESERVED_HEADERS,
  'x-request-id',
  'vary',
  'date',
  'server',
  'www-authenticate',
]);

const requestHeader = headerName.refine((name) => !NOT_FORWARDED.has(name), {
  error: 'this header belongs to one connection or is made by the router; it cannot be forwarded',
});

/** What HTTP allows in a value (https://www.rfc-editor.org/rfc/rfc9110#section-5.5), but for bytes that are no text. */
const headerValue = z.string().regex(/^[\t\x20-\x7e]*$/, { error: 'expected a value without line breaks' });

const pattern = z.string().min(1).refine(isPattern, { error: 'expected a regular expression' });

const propagate = z.union(
  [
    z.strictObject({
      named: requestHeader.describe("The name of a client's header that is copied."),
      rename: requestHeader
        .optional()
        .describe('The name that the subgraph gets it under; the same when absent.'),
      default: headerValue
        .optional()
        .describe('What the subgraph gets when the client sends no such header.'),
    }),
    z.strictObject({
      matching: pattern.describe(
        "A regular expression for the whole lower-case name of the client's headers that are copied. Credentials (`authorization`, `cookie`, `x-api-key`) are copied only by a rule that names them.",
      ),
    }),
  ],
  { error: 'expected either named, with rename and default if wanted, or matching' },
);

const insertedName = requestHeader.describe('The name of a header that every request to the subgraph gets.');

const insert = z.union(
  [
    z.strictObject({
      name: insertedName,
      value: headerValue.describe('Its value, the same for all requests.'),
    }),
    z.strictObject({
      name: insertedName,
      fromContext: z
        .string()
        .regex(/^(clientAddress|identity\.[A-Za-z]+|[A-Za-z_][\w-]*)$/, {
          error: 'expected clientAddress, identity.<claim>, or the name of a value that a hook has set',
        })
        .describe(
          'Where its value comes from: `clientAddress`, a claim of the requester such as `identity.userId`, or the name of a value that a hook has set. Without a value, there is no header.',
        ),
    }),
  ],
  { error: 'expected name, and either value or fromContext' },
);

const remove = z.union(
  [
    z.strictObject({ named: headerName.describe('The name of a header that earlier rules made.') }),
    z.strictObject({
      matching: pattern.describe('A regular expression for the whole lower-case name of such headers.'),
    }),
  ],
  { error: 'expected either named or matching' },
);

const requestRules = z
  .array(
    z.union([z.strictObject({ propagate }), z.strictObject({ insert }), z.strictObject({ remove })], {
      error: 'expected exactly one of propagate, insert and remove',
    }),
  )
  .default([]);

const responseRule = z.strictObject({
  propagate: z
    .strictObject({
      named: headerName
        .refine((name) => !NOT_ANSWERED.has(name) && !name.startsWith('access-control-'), {
          error: 'this header belongs to one connection or is made by the router',
        })
        .describe("The name of a header of subgraphs' answers that clients get."),
      algorithm: z
        .enum(['first', 'last', 'append', 'mostRestrictive'])
        .default('last')
        .describe(
          'Which value counts when several answers have one, in the order in which they come: the `first`, the `last`, or all (`append`). `mostRestrictive` is for `cache-control`.',
        ),
    })
    .refine(({ named, algorithm }) => (named === 'cache-control') === (algorithm === 'mostRestrictive'), {
      error: 'mostRestrictive is for cache-control, and cache-control is for mostRestrictive',
      path: ['algorithm'],
    }),
});

export const headerOptions = z.strictObject({
  forward: z
    .array(requestHeader)
    .default([])
    .describe(
      "Names of the client's request headers that are copied to all subgraphs: short for a rule `propagate: { named }` each, before all others.",
    ),
  all: z.strictObject({ request: requestRules }).prefault({}),
  subgraphs: z.record(z.string(), z.strictObject({ request: requestRules })).default({}),
  response: z.array(responseRule).default([]),
});

export type HeaderOptions = z.output<typeof headerOptions>;
export type RequestHeaderRule = HeaderOptions['all']['request'][number];
export type ResponseHeaderRule = HeaderOptions['response'][number];

function isPattern(text: string): boolean {
  try {
    new RegExp(text, 'u');
    return true;
  } catch {
    return false;
  }
}
