import type { IncomingHttpHeaders } from 'node:http';
import type { AuthenticationOptions } from '../config/authentication-options.js';

/**
 * Reads the access token from where the configuration says that it is.
 *
 * @returns `undefined` when there is none, `null` when the header that should hold one holds something else.
 */
export type ReadAccessToken = (headers: IncomingHttpHeaders) => string | null | undefined;

/** Reads the token of the header. */
export function createReadHeaderToken({
  header,
  scheme,
}: Pick<AuthenticationOptions['token'], 'header' | 'scheme'>): ReadAccessToken {
  // Schemes are compared without case (RFC 9110, section 11.1).
  const prefix = scheme.toLowerCase();
  return (headers) => {
    const value = headers[header];
    if (value === undefined || value === '') return undefined;
    if (typeof value !== 'string') return null;
    if (prefix === '') return oneWord(value);
    const named = value.charCodeAt(prefix.length) === SPACE;
    return named && value.slice(0, prefix.length).toLowerCase() === prefix
      ? oneWord(value.slice(prefix.length + 1))
      : null;
  };
}

/**
 * Reads the token of the cookie (RFC 6265, section 4.2). Of several of that name, the first counts: browsers send the
 * one with the longest path first.
 */
export function createReadCookieToken(name: string | undefined): ReadAccessToken {
  if (name === undefined) return () => undefined;
  const start = `${name}=`;
  return ({ cookie }) => {
    if (cookie === undefined) return undefined;
    for (let from = 0; from < cookie.length;) {
      const end = cookie.indexOf(';', from);
      const pair = cookie.slice(from, end === -1 ? undefined : end).trim();
      if (pair.startsWith(start)) return unquoted(pair.slice(start.length)) || undefined;
      if (end === -1) break;
      from = end + 1;
    }
    return undefined;
  };
}

const SPACE = 0x20;

function oneWord(text: string): string | null {
  const word = text.trim();
  return word === '' || word.includes(' ') ? null : word;
}

function unquoted(value: string): string {
  return value.length >= 2 && value.startsWith('"') && value.endsWith('"') ? value.slice(1, -1) : value;
}
