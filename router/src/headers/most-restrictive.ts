/**
 * The `cache-control` of an answer that was put together from several: what all of them allow, no more
 * (https://www.rfc-editor.org/rfc/rfc9111#section-5.2.2).
 *
 * @param values Those of the parts; one at least.
 */
export function mostRestrictive(values: readonly string[]): string {
  const parts = values.map(readDirectives);
  if (parts.some((part) => part.has('no-store'))) return 'no-store';
  const ages = parts.map(maxAge);
  // A part that allows no time at all, or none that can be read, leaves none.
  if (parts.some((part) => part.has('no-cache')) || ages.some((age) => age === undefined)) return 'no-cache';
  const visibility = parts.every((part) => part.has('public')) ? 'public' : 'private';
  return `${visibility}, max-age=${Math.min(...ages.filter((age) => age !== undefined))}`;
}

function readDirectives(value: string): ReadonlyMap<string, string> {
  return new Map(
    value.split(',').map((directive) => {
      const [name = '', argument = ''] = directive.split('=').map((part) => part.trim());
      return [name.toLowerCase(), argument.replaceAll('"', '')];
    }),
  );
}

function maxAge(directives: ReadonlyMap<string, string>): number | undefined {
  const text = directives.get('max-age');
  return text !== undefined && /^\d{1,10}$/.test(text) ? Number(text) : undefined;
}
