import { StartError } from '../errors/start-error.js';
import { printPath } from './parse-router-config.js';

const REFERENCE = /\$\{env\.([A-Za-z_][A-Za-z0-9_]*)\}/g;

/**
 * Replaces `${env.NAME}` in every text of a configuration by the variable's value. This happens after the file is
 * parsed, so a value can only ever be text: it cannot add options.
 *
 * @throws {StartError} Thrown with `CONFIG_INVALID` when a variable is not set.
 */
export function expandEnvironment<T>(value: T, environment: Readonly<Record<string, string | undefined>>): T {
  return expand(value, environment, []) as T;
}

function expand(
  value: unknown,
  environment: Readonly<Record<string, string | undefined>>,
  path: readonly PropertyKey[],
): unknown {
  if (typeof value === 'string') {
    return value.replace(REFERENCE, (_, name: string) => {
      const found = environment[name];
      if (found !== undefined) return found;
      throw new StartError(
        'CONFIG_INVALID',
        `The configuration is not valid:\n  - ${printPath(path)}: the environment variable ${name} is not set`,
      );
    });
  }
  if (Array.isArray(value)) return value.map((item, index) => expand(item, environment, [...path, index]));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, expand(item, environment, [...path, key])]),
    );
  }
  return value;
}
