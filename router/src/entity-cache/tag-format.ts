import { isRawJson } from '../json/raw-json.js';

/** Where the text of a place in a cache tag comes from: the arguments of a root field, or the key of an entity. */
type Source = 'args' | 'key';

/**
 * The `format` of a `@cacheTag` (https://specs.apollo.dev/cacheTag/v0.1/), such as `product-{$key.id}` or
 * `category-{$args.input.id}`.
 */
export class TagFormat {
  /** What stands around the places; one more than there are places. */
  readonly #texts: readonly string[];
  readonly #pattern: RegExp;
  /** Where the value of each place is found, from the arguments or from the entity on. */
  readonly paths: readonly (readonly string[])[];

  private constructor(
    readonly text: string,
    readonly source: Source | null,
    parts: { readonly texts: readonly string[]; readonly paths: readonly (readonly string[])[] },
  ) {
    this.#texts = parts.texts;
    this.paths = parts.paths;
    this.#pattern = new RegExp(`^${parts.texts.map((part) => RegExp.escape(part)).join('.*')}$`, 'su');
  }

  /** @returns `null` for a text that is no format. Composition refuses those, too. */
  static parse(text: string): TagFormat | null {
    const texts: string[] = [];
    const paths: (readonly string[])[] = [];
    let source: Source | null = null;
    let from = 0;
    for (const { 0: place, 1: name = '', 2: path = '', index } of text.matchAll(PLACE)) {
      if (source !== null && source !== name) return null;
      source = name as Source;
      texts.push(text.slice(from, index));
      paths.push(path.split('.').slice(1));
      from = index + place.length;
    }
    texts.push(text.slice(from));
    return texts.some((part) => /[{}]/.test(part)) ? null : new TagFormat(text, source, { texts, paths });
  }

  /**
   * The tag with its places filled in.
   * @returns `null` when a value is missing.
   */
  fill(values: unknown): string | null {
    let tag = this.#texts[0] ?? '';
    for (const [index, path] of this.paths.entries()) {
      const value = valueAt(values, path);
      if (value === null) return null;
      tag += value + (this.#texts[index + 1] ?? '');
    }
    return tag;
  }

  /** Whether the format can make this tag. */
  canMake(tag: string): boolean {
    return this.#pattern.test(tag);
  }
}

const PLACE = /\{\$(args|key)((?:\.[_A-Za-z]\w*)+)\}/g;

function valueAt(from: unknown, path: readonly string[]): string | null {
  let value = from;
  for (const name of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return null;
    value = (value as Record<string, unknown>)[name];
  }
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  // A number whose text is kept as the subgraph wrote it.
  return isRawJson(value) ? value.rawJSON : null;
}
