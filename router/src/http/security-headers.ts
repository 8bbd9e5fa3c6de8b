import type { HttpOptions } from '../config/http-options.js';

/** Answers are data: a browser that shows one as a page shall load, run, send and frame nothing. */
const NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** The set of https://helmetjs.github.io, at its strictest. */
const STRICT = [
  'content-security-policy',
  NOTHING,
  'cross-origin-opener-policy',
  'same-origin',
  // Pages that CORS lets read answers are not concerned: this is about those that embed without asking.
  'cross-origin-resource-policy',
  'same-origin',
  'origin-agent-cluster',
  '?1',
  'referrer-policy',
  'no-referrer',
  'x-content-type-options',
  'nosniff',
  'x-dns-prefetch-control',
  'off',
  'x-download-options',
  'noopen',
  'x-frame-options',
  'DENY',
  'x-permitted-cross-domain-policies',
  'none',
  // The filters of old browsers could be used against a page.
  'x-xss-protection',
  '0',
];

/** Headers of every answer, names and values in turn, that tell browsers to be strict. */
export function securityHeaders({
  securityHeaders: isStrict,
  strictTransportSecurity,
}: Pick<HttpOptions, 'securityHeaders' | 'strictTransportSecurity'>): readonly string[] {
  const headers = isStrict ? [...STRICT] : [];
  const { enabled, maxAge, includeSubdomains } = strictTransportSecurity;
  if (enabled) {
    headers.push(
      'strict-transport-security',
      `max-age=${maxAge}${includeSubdomains ? '; includeSubDomains' : ''}`,
    );
  }
  return headers;
}
