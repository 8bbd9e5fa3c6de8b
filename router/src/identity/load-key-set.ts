import { readFile } from 'node:fs/promises';
import type { JSONWebKeySet } from 'jose';
import type { JwksOptions } from '../config/issuer-options.js';

/** Loads the keys that are valid now, unless the signal ends it. */
export type LoadKeySet = (signal: AbortSignal) => Promise<JSONWebKeySet>;

/** Turns the configured source of an issuer's keys into a function that loads them. The key set checks their form. */
export function keySetLoader({ load, file, url = '' }: JwksOptions): LoadKeySet {
  if (load !== undefined) return load;
  if (file !== undefined) {
    return async (signal) => JSON.parse(await readFile(file, { encoding: 'utf8', signal })) as JSONWebKeySet;
  }
  return async (signal) => {
    const headers = { accept: 'application/jwk-set+json, application/json' };
    const response = await fetch(url, { headers, signal });
    if (!response.ok) throw new Error(`The key set answered with HTTP status ${response.status}.`);
    return (await response.json()) as JSONWebKeySet;
  };
}
