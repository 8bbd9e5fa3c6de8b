import { Lexer, Source, TokenKind } from 'graphql';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../testing/seeded-random.js';
import { scanDocument } from './scan-document.js';

/** What the scanner counts, found by trying. */
function tokensOf(source: string): number {
  let count = 0;
  // Line breaks have a limit of their own, which is the same number.
  while (
    scanDocument(source, { maxTokens: count, maxRecursion: Infinity, maxValueDepth: Infinity }) === 'tokens'
  )
    count += 1;
  return count;
}

/** Tokens by graphql-js's lexer, or line breaks, if those are more. */
function tokensByLexer(source: string): number {
  const lexer = new Lexer(new Source(source));
  let count = 0;
  while (lexer.advance().kind !== TokenKind.EOF) count += 1;
  return Math.max(count, source.match(/\r\n|[\r\n]/g)?.length ?? 0);
}

const PIECES = [
  '{',
  '}',
  '(',
  ')',
  '[',
  ']',
  ':',
  '!',
  '=',
  '@',
  '$',
  '|',
  '&',
  '...',
  'name',
  '_a1',
  'true',
  '0',
  '-1',
  '12.5',
  '1.5e10',
  '-0.5E-3',
  '3e+2',
  '""',
  '"text"',
  '"a \\" b { [ # "',
  '"\\u{1F600} \\\\"',
  '""""""',
  '"""block { " \\""" # """',
  '"""\n  two\r\n  lines\n"""',
  '# comment " { """\n',
  '#\r\n',
  ',',
  ' ',
  '\t',
  '\n',
  '\r',
  '\r\n',
  '\uFEFF',
  '"ü😀"',
];

describe('scanning', () => {
  it('counts the tokens that the lexer of graphql-js finds', () => {
    const random = seededRandom(7);
    for (let round = 0; round < 2_000; round += 1) {
      const pieces = Array.from({ length: random.below(15) }, () => random.pick(PIECES));
      const source = pieces.join(' ');
      expect(tokensOf(source), JSON.stringify(source)).toBe(tokensByLexer(source));
    }
  });

  it('counts a long name, number, string, block string, comment or run of blanks once for each 32 characters', () => {
    for (const source of [
      'x'.repeat(320),
      '9'.repeat(320),
      `"${'x'.repeat(318)}"`,
      `"""${'x'.repeat(314)}"""`,
      `#${'x'.repeat(319)}`,
      ' '.repeat(320),
    ]) {
      expect(tokensOf(source)).toBe(10);
    }
  });

  it('counts braces and brackets that are open at once, not those in strings and comments', () => {
    const isTooDeep = (source: string, maxRecursion: number) =>
      scanDocument(source, { maxTokens: 1_000, maxRecursion, maxValueDepth: Infinity }) === 'recursion';
    for (const source of [
      '{a{b}}',
      '{a(b:[1])}',
      '{a(b:{c:1})}{a{b}}',
      'query($a:[[Int]])',
      '{a(b:"{[{[")#{{{\n{c(d:"""{{""")}}',
    ]) {
      expect(isTooDeep(source, 1), source).toBe(true);
      expect(isTooDeep(source, 2), source).toBe(false);
    }
  });

  it('counts those of values by themselves', () => {
    const isTooDeep = (source: string, maxValueDepth: number) =>
      scanDocument(source, { maxTokens: 1_000, maxRecursion: 100, maxValueDepth }) === 'values';
    for (const source of ['{a{b{c(d:[{e:1}]){f{g}}}}}', '{a(b:[1]){c(d:{e:[]})}}', 'query($a:[[Int]]){b}']) {
      expect(isTooDeep(source, 1), source).toBe(true);
      expect(isTooDeep(source, 2), source).toBe(false);
    }
  });

  it.each(['"open', '"""open', '"open \\', '#', '{a(b: "x\n', '-', '...', '..', '\\', '\u0000', '😀', '"\\'])(
    'comes to the end of %j',
    (source) => {
      expect(scanDocument(source, { maxTokens: 100, maxRecursion: 10, maxValueDepth: 10 })).toBe(undefined);
    },
  );
});
