import type { ReplyHeaders } from '../transport/subgraph-transport.js';
import type { CachePolicy } from './cache-policy.js';
import { NOT_KEPT } from './cache-policy.js';

/** The headers of subgraphs' replies that {@link toldPolicy} reads. */
export const POLICY_HEADERS = ['cache-control', 'age'] as const;

/**
 * What a subgraph's reply says of itself by `Cache-Control` and `Age` (https://www.rfc-editor.org/rfc/rfc9111#section-5).
 *
 * @returns `null` when it says nothing.
 */
export function toldPolicy(headers: ReplyHeaders | undefined): CachePolicy | null {
  const control = valuesOf(headers, 'cache-control');
  if (control === '') return null;
  const directives = new Map(
    control.split(',').map((directive): [string, string] => {
      const [name = '', value = ''] = directive.split('=', 2);
      return [name.trim().toLowerCase(), value.trim().replaceAll('"', '')];
    }),
  );
  if (directives.has('no-store') || directives.has('no-cache')) return NOT_KEPT;
  const isPrivate = directives.has('private');
  const written = directives.get('s-maxage') ?? directives.get('max-age');
  if (written === undefined) return { maxAge: Infinity, isPrivate };
  const maxAge = /^\d+$/.test(written) ? Number(written) : 0;
  const age = Number(valuesOf(headers, 'age'));
  return { maxAge: Math.max(0, maxAge - (age > 0 ? age : 0)), isPrivate };
}

function valuesOf(headers: ReplyHeaders | undefined, name: string): string {
  return (headers ?? []).flatMap(([header, value]) => (header === name ? [value] : [])).join(',');
}
