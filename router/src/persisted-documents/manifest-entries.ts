import { z } from 'zod';
import { ManifestError } from './manifest-error.js';

/** A document as it stands in a manifest. */
export interface ManifestEntry {
  readonly ids: readonly string[];
  readonly source: string;
  readonly clientName: string | undefined;
  /** Where it stands, for messages. */
  readonly origin: string;
}

const apolloFormat = z.object({
  format: z.literal('apollo-persisted-query-manifest'),
  version: z.literal(1, { error: 'expected version 1' }),
  operations: z.array(
    z.object({
      id: z.string().min(1),
      name: z.string().optional(),
      body: z.string().min(1),
      clientName: z.string().nullish(),
    }),
  ),
});

const relayFormat = z.record(z.string().min(1), z.string({ error: 'expected the text of a document' }));

/** @throws {ManifestError} Thrown when it is neither in Apollo's format nor in Relay's. */
export function manifestEntries(name: string, text: string): readonly ManifestEntry[] {
  const value = parseJson(name, text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ManifestError(`${name}: expected a JSON object`);
  }
  // In Relay's format, keys are ids: hashes, never "format".
  return 'format' in value ? apolloEntries(name, value) : relayEntries(name, value);
}

function apolloEntries(name: string, value: object): readonly ManifestEntry[] {
  const { operations } = check(name, apolloFormat, value);
  return operations.map((operation, index) => ({
    ids: [operation.id],
    source: operation.body,
    clientName: operation.clientName ?? undefined,
    origin: `${name}: operations[${index}]${operation.name === undefined ? '' : ` (${operation.name})`}`,
  }));
}

function relayEntries(name: string, value: object): readonly ManifestEntry[] {
  return Object.entries(check(name, relayFormat, value)).map(([id, source]) => ({
    ids: [id],
    source,
    clientName: undefined,
    origin: `${name}: "${id}"`,
  }));
}

function parseJson(name: string, text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new ManifestError(`${name}: it is not valid JSON`, { cause });
  }
}

function check<Schema extends z.ZodType>(name: string, schema: Schema, value: object): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const path = (issue?.path ?? []).map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`));
  throw new ManifestError(`${name}: ${path.join('').replace(/^\./, '')}: ${issue?.message ?? ''}`);
}
