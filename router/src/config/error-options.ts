import { z } from 'zod';

const subgraphMessages = z.enum(['pass', 'redact'], { error: 'expected pass or redact' });

/** The router's own: a subgraph has no say in them. */
const MADE_BY_ROUTER = new Set(['code', 'serviceName']);

const allowedExtensions = z.array(
  z
    .string()
    .min(1)
    .refine((name) => !MADE_BY_ROUTER.has(name), { error: 'the router decides about this one' }),
);

const perSubgraph = z.strictObject({
  subgraphMessages: subgraphMessages
    .optional()
    .describe("In place of `errors.subgraphMessages`, for this subgraph's errors."),
  allowedExtensions: allowedExtensions
    .optional()
    .describe("In place of `errors.allowedExtensions`, for this subgraph's errors."),
});

export const errorOptions = z.strictObject({
  subgraphMessages: subgraphMessages
    .default('pass')
    .describe(
      "Whether clients see the messages of subgraphs' errors. `redact` replaces them, and is recommended where subgraphs are not written for the public: messages may hold addresses, queries, names of tables.",
    ),
  allowedExtensions: allowedExtensions
    .default(['reason', 'retryAfter', 'field'])
    .describe(
      "What clients see of the `extensions` of subgraphs' errors, beside `code`. Everything else is dropped: stack traces, queries, variables.",
    ),
  includeServiceName: z
    .union(
      [
        z.enum(['never', 'always']),
        z.strictObject({
          scopes: z
            .array(z.string().min(1))
            .min(1)
            .describe('Only for requests of identities that have one of these scopes.'),
        }),
      ],
      { error: 'expected never, always, or { scopes: […] }' },
    )
    .default('never')
    .describe('Whether errors say which subgraph they come from (`extensions.serviceName`), and to whom.'),
  subgraphs: z.record(z.string(), perSubgraph).default({}).describe('By subgraph name.'),
});

export type ErrorOptions = z.output<typeof errorOptions>;
