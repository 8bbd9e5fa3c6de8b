import { stat } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { StartError } from '../errors/start-error.js';
import type { RouterHooks } from './router-hooks.js';

const NAMES = [
  'onRequest',
  'onOperation',
  'onPlan',
  'onSubgraphRequest',
  'onSubgraphResponse',
  'onResponse',
] as const satisfies readonly (keyof RouterHooks)[];

/**
 * Loads the hooks that a JavaScript module exports, each under its name. A file that has changed since it was last loaded
 * is loaded again; what it imports is not.
 *
 * @param path Absolute.
 * @throws {StartError} Thrown when there is no such module, it throws, or exports none.
 */
export async function loadHooks(path: string): Promise<RouterHooks> {
  let exported: Readonly<Record<string, unknown>>;
  try {
    const { mtimeMs } = await stat(path);
    exported = (await import(`${pathToFileURL(path).href}?changed=${mtimeMs}`)) as Record<string, unknown>;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw invalid(`the module ${path} cannot be loaded: ${reason}`, error);
  }
  const hooks = Object.fromEntries(
    NAMES.filter((name) => name in exported).map((name) => [name, exported[name]]),
  );
  checkHooks(hooks);
  if (Object.keys(hooks).length === 0) {
    throw invalid(`the module ${path} exports none of ${NAMES.join(', ')}`);
  }
  return hooks;
}

/** @throws {StartError} Thrown when something is no hook, or no function. */
export function checkHooks(
  hooks: Readonly<Record<string, unknown>>,
): asserts hooks is RouterHooks & Readonly<Record<string, unknown>> {
  for (const [name, hook] of Object.entries(hooks)) {
    if (!NAMES.some((known) => known === name)) {
      throw invalid(`there is no hook ${name}; there are ${NAMES.join(', ')}`);
    }
    if (hook !== undefined && typeof hook !== 'function') throw invalid(`${name} is not a function`);
  }
}

function invalid(what: string, cause?: unknown): StartError {
  return new StartError('CONFIG_INVALID', `The configuration is not valid:\n  - hooks: ${what}`, { cause });
}
