import { readFile } from 'node:fs/promises';
import type { JSONWebKeySet } from 'jose';
import type { JwksOptions } from '../config/issuer-options.js';

/** Milliseconds that an issuer has to send its keys. */
const FETCH_TIMEOUT = 5_000;

/** Turns the configured source of an issuer's keys into a function that loads them. The key set checks their form. */
export function keySetLoader(source: JwksOptions): () => Promise<JSONWebKeySet> {
  if ('load' in source) return source.load;
  if ('file' in source) return async () => JSON.parse(await readFile(source.file, 'utf8')) as JSONWebKeySet;
  return async () => {
    const response = await fetch(source.url, {
      headers: { accept: 'application/jwk-set+json, application/json' },
      signal: AbortSignal.timeout(FETCH_TIMEOUT),
    });
    if (!response.ok) throw new Error(`The key set answered with HTTP status ${response.status}.`);
    return (await response.json()) as JSONWebKeySet;
  };
}
