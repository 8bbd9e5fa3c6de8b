/** What tells the indexes of one shop, and of one layout, from others of the same search engine. */
export interface SearchIndexFamily {
  /** Of this shop alone: small letters, digits and hyphens. */
  readonly prefix: string;
  /** Grows when what an index has of a product changes, as with a new release. */
  readonly layout: number;
}

/** The name that searches go by; it leads to one index at a time. */
export function searchAlias({ prefix, layout }: SearchIndexFamily): string {
  return `${prefix}-${String(layout)}`;
}

/** A name for an index that is built now. */
export function newSearchIndexName(family: SearchIndexFamily, now: Date): string {
  return `${searchAlias(family)}-${now.toISOString().replaceAll(/\D/g, '')}`;
}

/** The layout of an index of this shop; null for other names. */
export function layoutOfIndex({ prefix }: SearchIndexFamily, name: string): number | null {
  const match = name.startsWith(`${prefix}-`) ? /^(\d+)-\d+$/.exec(name.slice(prefix.length + 1)) : null;
  return match === null ? null : Number(match[1]);
}
