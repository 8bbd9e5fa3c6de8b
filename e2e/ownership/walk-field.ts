import type { GraphQLField, GraphQLObjectType } from 'graphql';
import type { ArgumentVariant } from './argument-variants.js';
import { askPaths } from './ask-paths.js';
import type { Leak, Secrets } from './find-leaks.js';
import { findLeaks } from './find-leaks.js';
import type { LeafPath } from './leaf-paths.js';
import { leafPaths } from './leaf-paths.js';
import { printOperation } from './print-operation.js';
import type { Reply } from './send-operation.js';

/** Sends an operation as somebody. */
export type Send = (query: string, variables: Readonly<Record<string, unknown>>) => Promise<Reply>;

/** What a walk has met. */
export interface Findings {
  /** Each with the call that it came from. */
  readonly leaks: readonly (Leak & { readonly call: string })[];
  /** Answers that no question may get, each with its call: of a broken server, or of a broken question. */
  readonly failures: readonly string[];
  readonly replies: readonly Reply[];
}

/** How a well-behaved server says no. */
const REFUSALS = new Set([
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'UNAUTHORIZED_FIELD_OR_TYPE',
  'BAD_USER_INPUT',
  'NOT_FOUND',
]);

export interface WalkOptions {
  readonly kind: 'query' | 'mutation';
  readonly root: GraphQLObjectType;
  readonly field: GraphQLField<unknown, unknown>;
  readonly variants: readonly ArgumentVariant[];
  readonly secrets: Secrets;
  readonly send: Send;
}

/**
 * Goes every path below one root field, once for each variant of its arguments, and reports what the answers tell.
 * Where the field itself is refused to the first variant, the others try a single path before all of them: what a
 * field hides, no path below it shows.
 */
export async function walkField(options: WalkOptions): Promise<Findings> {
  const { kind, root, field, variants, secrets, send } = options;
  const paths = leafPaths(root, field);
  const full = printOperation(kind, field, paths);
  const findings: { leaks: Findings['leaks'][number][]; failures: string[]; replies: Reply[] } = {
    leaks: [],
    failures: [],
    replies: [],
  };

  /** Whether the field itself was answered. */
  async function ask(
    { label, variables, sent }: ArgumentVariant,
    some: readonly LeafPath[],
  ): Promise<boolean> {
    const replies = await askPaths(some, (part) =>
      send(part === paths ? full : printOperation(kind, field, part), variables),
    );
    for (const reply of replies) {
      const leaks = findLeaks(reply.data?.[field.name], field.type, { secrets, sent });
      findings.leaks.push(
        ...leaks.map((leak) => ({ ...leak, path: [field.name, ...leak.path], call: label })),
        ...leaksOfErrors(reply, { secrets, sent }).map((leak) => ({ ...leak, call: label })),
      );
      findings.failures.push(...failuresOf(reply).map((failure) => `${label} → ${failure}`));
      findings.replies.push(reply);
    }
    return replies.some(({ data }) => data?.[field.name] != null);
  }

  const [first, ...others] = variants;
  const isOpen = first !== undefined && (await ask(first, paths));
  for (const variant of others) {
    if (isOpen || (await ask(variant, paths.slice(0, 1)))) await ask(variant, paths);
  }
  return findings;
}

/** What is wrong with an answer, whoever asked. */
export function failuresOf({ status, errors }: Reply): readonly string[] {
  const failures = errors
    .filter(({ path, extensions }) => path === undefined || !REFUSALS.has(String(extensions?.['code'])))
    .map((error) => JSON.stringify(error).slice(0, 400));
  return status >= 500 ? [`status ${String(status)}`, ...failures] : failures;
}

/** Secrets in the messages of errors; a message may quote what was asked for. */
function leaksOfErrors(
  { errors }: Reply,
  { secrets, sent }: { readonly secrets: Secrets; readonly sent: ReadonlySet<unknown> },
): readonly Leak[] {
  return errors.flatMap((error) => {
    const text = JSON.stringify(error);
    return [...secrets.texts]
      .filter(([secret]) => !sent.has(secret) && text.includes(secret))
      .map(([, what]) => ({ path: ['errors'], type: 'Error', what: `${what} in ${text}` }));
  });
}

/** One line for the report of a test. */
export function describeLeak({ call, path, what }: Findings['leaks'][number]): string {
  return `${call} → ${path.join('.')}: ${what}`;
}
