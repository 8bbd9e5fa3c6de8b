import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { parseDocument } from 'yaml';
import { StartError } from '../errors/start-error.js';
import { expandEnvironment } from './expand-environment.js';
import { parseRouterConfig } from './parse-router-config.js';
import { resolveManifestPaths } from './persisted-document-options.js';
import type { RouterConfig } from './router-config.js';

export interface LoadConfigFileOptions {
  /** Where `${env.NAME}` finds its values. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Options that hold where the file says nothing. */
  readonly defaults?: Readonly<Record<string, unknown>>;
  /** Laid over the file's top-level options, as command-line flags are. */
  readonly overrides?: Readonly<Record<string, unknown>>;
}

/**
 * Reads a YAML configuration file.
 *
 * @param path `undefined` for no file: then the defaults and overrides are all there is.
 * @throws {StartError} Thrown when the file is missing, is not YAML, or does not fit the schema.
 */
export async function loadConfigFile(
  path: string | undefined,
  options: LoadConfigFileOptions,
): Promise<RouterConfig> {
  const written = path === undefined ? {} : expandEnvironment(await readYaml(path), options.environment);
  const config = parseRouterConfig({
    ...withDefaults(written, options.defaults ?? {}),
    ...options.overrides,
  });
  if (path === undefined) return config;
  const folder = dirname(resolve(path));
  const issuers = config.authentication.issuers.map(({ jwks, ...issuer }) => ({
    ...issuer,
    jwks: jwks.file === undefined ? jwks : { ...jwks, file: resolve(folder, jwks.file) },
  }));
  return {
    ...config,
    authentication: { ...config.authentication, issuers },
    persistedDocuments: resolveManifestPaths(config.persistedDocuments, folder),
    ...(config.hooks === undefined ? {} : { hooks: resolve(folder, config.hooks) }),
  };
}

/** Groups of options (`sandbox: { … }`) are filled in key by key, so that setting one option keeps the others' defaults. */
function withDefaults(
  written: Readonly<Record<string, unknown>>,
  defaults: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const filled = { ...defaults, ...written };
  for (const [key, value] of Object.entries(defaults)) {
    const own = written[key];
    if (isGroup(own) && isGroup(value)) filled[key] = { ...value, ...own };
  }
  return filled;
}

function isGroup(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

async function readYaml(path: string): Promise<Readonly<Record<string, unknown>>> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    throw new StartError(
      'CONFIG_NOT_READABLE',
      `The configuration file ${path} cannot be read: ${reason(error)}`,
      {
        cause: error,
      },
    );
  }
  const document = parseDocument(text);
  const [fault] = document.errors;
  if (fault !== undefined) {
    throw new StartError(
      'CONFIG_INVALID',
      `The configuration file ${path} is not valid YAML: ${fault.message}`,
    );
  }
  const value: unknown = document.toJS() ?? {};
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new StartError(
      'CONFIG_INVALID',
      `The configuration file ${path} must hold options, such as "port: 4000".`,
    );
  }
  return value as Readonly<Record<string, unknown>>;
}

/** What went wrong with a file, in words: "no such file", not a stack of system calls. */
function reason(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'ENOENT':
      return 'there is no such file.';
    case 'EISDIR':
      return 'it is a folder.';
    case 'EACCES':
    case 'EPERM':
      return 'permission denied.';
    default:
      return error instanceof Error ? error.message : String(error);
  }
}
