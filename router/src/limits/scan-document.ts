/** What a document exceeds before it is parsed. */
export type ScanExcess = 'tokens' | 'recursion' | 'values';

export interface ScanLimits {
  /** Tokens, and line breaks, that it may have. */
  readonly maxTokens: number;
  /** Braces and brackets that may be open at once. */
  readonly maxRecursion: number;
  /** The same between parentheses, where values are. */
  readonly maxValueDepth: number;
}

/**
 * A token counts once more for each of these that it has, and so many blanks or characters of a comment count as one: the
 * parser looks at each.
 */
const CHARACTERS_PER_TOKEN = 32;

/**
 * Looks through a document for what would make it expensive to parse, without parsing it. It takes time in proportion to
 * the text, a few milliseconds for a megabyte, and no memory; it stops where a limit is exceeded.
 *
 * The parser calls itself for each selection set, list, object and list type, so open braces and brackets bound how deep
 * it gets. Where the text is not valid GraphQL, counts mean nothing from there on: the parser stops there.
 *
 * @returns What the document exceeds, `undefined` when it may be parsed.
 */
export function scanDocument(
  source: string,
  { maxTokens, maxRecursion, maxValueDepth }: ScanLimits,
): ScanExcess | undefined {
  const { length } = source;
  let tokens = 0;
  let lines = 0;
  let open = 0;
  /** How many were open before the parenthesis; none, outside of parentheses. */
  let openBefore = Infinity;
  let at = 0;
  while (at < length) {
    const start = at;
    const code = source.charCodeAt(at);
    at += 1;
    if (isIgnored(code) || code === HASH) {
      if (code === HASH) at = endOfLine(source, at);
      else if (isIgnored(source.charCodeAt(at))) at = endOfIgnored(source, at + 1);
      tokens += Math.floor((at - start) / CHARACTERS_PER_TOKEN);
      if (tokens > maxTokens) return 'tokens';
      continue;
    }
    if (isLineBreak(code)) {
      if (code === CARRIAGE_RETURN && source.charCodeAt(at) === LINE_FEED) at += 1;
      lines += 1;
      if (lines > maxTokens) return 'tokens';
      continue;
    }
    if (code === QUOTE) {
      if (source.startsWith('""', at)) {
        at = endOfBlockString(source, at + 2);
        lines += countLineBreaks(source, start, at);
        if (lines > maxTokens) return 'tokens';
      } else at = endOfString(source, at);
    } else if (code === OPEN_BRACE || code === OPEN_BRACKET) {
      open += 1;
      if (open > maxRecursion) return 'recursion';
      if (open - openBefore > maxValueDepth) return 'values';
    } else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) open -= 1;
    else if (code === OPEN_PARENTHESIS) openBefore = open;
    else if (code === CLOSE_PARENTHESIS) openBefore = Infinity;
    else if (code === DOT && source.startsWith('..', at)) at += 2;
    else if (isNameCharacter(code) || code === MINUS) at = endOfWord(source, start);
    tokens += 1 + Math.floor((at - start - 1) / CHARACTERS_PER_TOKEN);
    if (tokens > maxTokens) return 'tokens';
  }
  return undefined;
}

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const QUOTE = 0x22;
const HASH = 0x23;
const OPEN_PARENTHESIS = 0x28;
const CLOSE_PARENTHESIS = 0x29;
const PLUS = 0x2b;
const MINUS = 0x2d;
const DOT = 0x2e;
const OPEN_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const BLOCK_QUOTES = '"""';

/** Space, tab, comma, byte order mark (https://spec.graphql.org/October2021/#sec-Language.Source-Text.Ignored-Tokens). */
function isIgnored(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x2c || code === 0xfeff;
}

function isLineBreak(code: number): boolean {
  return code === LINE_FEED || code === CARRIAGE_RETURN;
}

/** Letters, digits and the underscore. */
function isNameCharacter(code: number): boolean {
  return (
    (code >= 0x61 && code <= 0x7a) ||
    (code >= 0x41 && code <= 0x5a) ||
    (code >= 0x30 && code <= 0x39) ||
    code === 0x5f
  );
}

/** The end of a name or, when it begins as one, of a number, which may hold a point, signs and an exponent. */
function endOfWord(source: string, start: number): number {
  const first = source.charCodeAt(start);
  const isNumber = first === MINUS || (first >= 0x30 && first <= 0x39);
  let at = start + 1;
  for (; at < source.length; at += 1) {
    if (!isNumber && at - start === CHARACTERS_PER_TOKEN) return find(NO_NAME, source, at);
    const code = source.charCodeAt(at);
    if (isNameCharacter(code)) continue;
    if (!isNumber || (code !== DOT && code !== PLUS && code !== MINUS)) break;
  }
  return at;
}

// What may be long is looked through by regular expressions: they are machine code from the second time on, when the loops
// above are not yet.

const NOT_IGNORED = /[^ \t,\ufeff]/g;
const NO_NAME = /\W/g;
const LINE_BREAK = /[\n\r]/g;
/** A string ends at its quote, or, not being valid, at the end of the line. */
const STRING_END_OR_ESCAPE = /["\n\r\\]/g;

/** Where the expression matches first, or the end of the text. */
function find(expression: RegExp, source: string, from: number): number {
  expression.lastIndex = from;
  return expression.test(source) ? expression.lastIndex - 1 : source.length;
}

function endOfIgnored(source: string, from: number): number {
  return find(NOT_IGNORED, source, from);
}

function endOfLine(source: string, from: number): number {
  return find(LINE_BREAK, source, from);
}

function endOfString(source: string, from: number): number {
  for (let at = from; ;) {
    at = find(STRING_END_OR_ESCAPE, source, at);
    if (source.charCodeAt(at) === QUOTE) return at + 1;
    if (source.charCodeAt(at) !== BACKSLASH) return at;
    while (source.charCodeAt(at) === BACKSLASH) at += 2;
  }
}

function endOfBlockString(source: string, from: number): number {
  let at = source.indexOf(BLOCK_QUOTES, from);
  while (at !== -1 && source.charCodeAt(at - 1) === BACKSLASH) at = source.indexOf(BLOCK_QUOTES, at + 3);
  return at === -1 ? source.length : at + 3;
}

function countLineBreaks(source: string, from: number, to: number): number {
  let count = 0;
  for (let at = from; at < to; at += 1) {
    const code = source.charCodeAt(at);
    if (code === LINE_FEED || (code === CARRIAGE_RETURN && source.charCodeAt(at + 1) !== LINE_FEED))
      count += 1;
  }
  return count;
}
