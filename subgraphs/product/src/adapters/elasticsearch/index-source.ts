import type { SearchDocument } from '../../domain/search-document.js';
import { searchWords } from '../../domain/search-words.js';
import type { TextField } from './index-layout.js';
import { TEXT_FIELDS } from './index-layout.js';

/** What the index keeps of a document to show it. */
export interface ShownTexts {
  readonly name: string;
  readonly category: string;
  readonly description: string;
}

/** Between the names of a category's path. */
const BELOW = ' › ';

/** A document as the index has it; of an archived one nothing can be found, but its version stands against late ones. */
export function indexSource(document: SearchDocument): object {
  const { id, archived } = document;
  if (archived) return { id, archived };
  const texts: Readonly<Record<TextField, string>> = {
    name: document.name,
    category: document.categories.map(({ name }) => name).join(BELOW),
    specification: document.specifications.map(({ name, value }) => `${name} ${value}`).join(BELOW),
    description: document.description,
    sku: document.sku,
  };
  const fields = TEXT_FIELDS.map((field) => [field, searchWords(texts[field])] as const);
  const all = new Set(fields.flatMap(([, words]) => words.map(({ word }) => word)));
  return {
    id,
    archived,
    ...Object.fromEntries(
      fields.map(([field, words]) => [
        field,
        {
          words: words.map(({ word }) => word).join(' '),
          stems: words.map(({ stem }) => stem).join(' '),
        },
      ]),
    ),
    words: [...all].join(' '),
    skuWords: wordsText(document.sku),
    categoryIds: document.categories.map((category) => category.id),
    categoryKeys: document.categories.map(categoryKey),
    priceCents: document.price.cents,
    rating: document.rating,
    inStock: document.inStock,
    sold: document.sold,
    createdAt: document.createdAt.toISOString(),
    specifications: document.specifications,
    shown: {
      name: texts.name,
      category: texts.category,
      description: texts.description,
    } satisfies ShownTexts,
  };
}

/** The words of a text with blanks in between. */
export function wordsText(text: string): string {
  return searchWords(text)
    .map(({ word }) => word)
    .join(' ');
}

interface NamedCategory {
  readonly id: string;
  readonly name: string;
}

const NAME_FOLLOWS = '\u0000';

/** Holds what is counted (the id), found (the words, each after a blank) and shown (the name) of a category. */
function categoryKey({ id, name }: NamedCategory): string {
  return `${id} ${wordsText(name)}${NAME_FOLLOWS}${name}`;
}

/** Reads what {@link categoryKey} has written. */
export function categoryOfKey(key: string): NamedCategory {
  return { id: key.slice(0, key.indexOf(' ')), name: key.slice(key.indexOf(NAME_FOLLOWS) + 1) };
}
