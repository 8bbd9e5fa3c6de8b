/**
 * Whether lists and objects of a JSON value stand inside one another on more than so many levels. It calls itself no
 * deeper than that.
 */
export function isNestedDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  // Lists may be long: going through their keys would take ten times the time.
  if (Array.isArray(value)) return value.some((item) => isNestedDeeper(item, levels - 1));
  for (const key in value) {
    const child = (value as Readonly<Record<string, unknown>>)[key];
    if (typeof child === 'object' && child !== null && isNestedDeeper(child, levels - 1)) return true;
  }
  return false;
}
