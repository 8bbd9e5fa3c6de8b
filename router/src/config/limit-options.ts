import { z } from 'zod';
import { flag, wholeNumber } from './option-kinds.js';

/** A whole number of at least one. */
const atLeastOne = wholeNumber.pipe(z.number().int().min(1));

/** More nested levels than this, parser and planners might not survive. */
const HIGHEST_RECURSION = 500;

/** More selections than this are not validated in any time that a client waits. */
const HIGHEST_SELECTIONS = 1_000_000;

/** How large requests and operations may be (`docs/limits.md`). */
export const limitOptions = z.strictObject({
  bodySize: atLeastOne.default(1_048_576).describe('Bytes that a request body may have.'),
  maxTokens: atLeastOne
    .default(10_000)
    .describe(
      'Tokens that a document may have; names, numbers, strings, comments and blanks count once for each 32 characters. It may have as many line breaks.',
    ),
  maxRecursion: wholeNumber
    .pipe(z.number().int().min(1).max(HIGHEST_RECURSION))
    .default(HIGHEST_RECURSION)
    .describe(
      `Levels that selection sets (through fragments too), values, types and the JSON of variables may be nested; at most ${HIGHEST_RECURSION}.`,
    ),
  maxValueDepth: atLeastOne
    .default(15)
    .describe(
      'Lists and objects that may stand inside one another in values of a document; variables may be deeper.',
    ),
  maxRecursiveSelections: wholeNumber
    .pipe(z.number().int().min(1).max(HIGHEST_SELECTIONS))
    .default(20_000)
    .describe(
      'Selections that all operations of a document may have together, with those of fragments counted wherever they are spread.',
    ),
  maxDepth: atLeastOne
    .default(50)
    .describe('Fields of an operation that may stand inside one another, those of fragments included.'),
  maxHeight: atLeastOne
    .default(5_000)
    .describe(
      'Fields that an operation may have, those of fragments wherever they are spread; the same response name in one selection set counts once.',
    ),
  maxAliases: atLeastOne
    .default(100)
    .describe('Aliases that an operation may have, those of fragments wherever they are spread.'),
  maxRootFields: atLeastOne
    .default(100)
    .describe('Response names that an operation may ask for at its root, those of fragments included.'),
  maxDirectives: atLeastOne
    .default(200)
    .describe(
      'Directives that may be applied in an operation, known or not, those of fragments wherever they are spread.',
    ),
  maxVariables: atLeastOne.default(500).describe('Variables that an operation may define.'),
  maxIntrospectionDepth: atLeastOne
    .default(2)
    .describe(
      'Lists of fields, input fields, interfaces and possible types that introspection may ask for inside one another.',
    ),
  maxIntrospectionFields: atLeastOne
    .default(10)
    .describe('Fields `__schema` and `__type` that an operation may have, those of fragments included.'),
  warnOnly: flag
    .default(false)
    .describe(
      'Whether operations above the limits from `maxDepth` on are executed nevertheless, and only logged. The limits before it always hold.',
    ),
});

export type LimitOptions = z.output<typeof limitOptions>;
