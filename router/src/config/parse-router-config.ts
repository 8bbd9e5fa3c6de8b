import type { z } from 'zod';
import { StartError } from '../errors/start-error.js';
import type { RouterConfig } from './router-config.js';
import { routerConfigSchema } from './router-config.js';

/**
 * Checks a configuration and fills in the defaults.
 *
 * @throws {StartError} Thrown with `CONFIG_INVALID` when it does not fit; the message has one line for each fault, with
 * the path to it.
 */
export function parseRouterConfig(input: unknown): RouterConfig {
  const parsed = routerConfigSchema.safeParse(input);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.flatMap(describe);
  throw new StartError('CONFIG_INVALID', ['The configuration is not valid:', ...faults].join('\n  - '));
}

function describe(issue: z.core.$ZodIssue): readonly string[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => `${printPath([...issue.path, key])}: there is no such option`);
  }
  return [`${printPath(issue.path)}: ${issue.message}`];
}

/** Writes a path as in JavaScript: `issuers[0].audience`. */
export function printPath(path: readonly PropertyKey[]): string {
  const text = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('');
  return text === '' ? 'the whole' : text.replace(/^\./, '');
}
