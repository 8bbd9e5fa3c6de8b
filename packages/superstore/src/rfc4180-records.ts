/**
 * A small CSV reader for the independent totals only: it shares nothing with the reading that fills the shop.
 * Walks the text one character at a time, as the grammar of RFC 4180 section 2 reads: fields between commas, records
 * between line ends (LF or CRLF), quoted fields that may hold both, and `""` for a quote inside of quotes.
 * Throws a SyntaxError at a quote in a bare field, at text after a closing quote and at a quote that never closes.
 * @see https://www.rfc-editor.org/rfc/rfc4180#section-2
 */
export function* rfc4180Records(text: string): Generator<string[]> {
  let record: string[] = [];
  let field = '';
  let state: 'start' | 'bare' | 'quoted' | 'closed' = 'start';
  let line = 1;

  for (const character of text) {
    if (character === '\n') line += 1;
    if (state === 'quoted') {
      if (character === '"') state = 'closed';
      else field += character;
    } else if (character === '"') {
      if (state === 'bare') throw new SyntaxError(`Line ${String(line)}: a quote in a bare field.`);
      // The second of two quotes: the first looked like the end of the field.
      if (state === 'closed') field += '"';
      state = 'quoted';
    } else if (character === ',') {
      record.push(field);
      field = '';
      state = 'start';
    } else if (character === '\n') {
      record.push(field);
      yield record;
      record = [];
      field = '';
      state = 'start';
    } else if (character !== '\r') {
      if (state === 'closed') throw new SyntaxError(`Line ${String(line)}: text after a closing quote.`);
      field += character;
      state = 'bare';
    }
  }

  if (state === 'quoted') throw new SyntaxError(`Line ${String(line)}: a quote never closes.`);
  if (state !== 'start' || record.length > 0) yield [...record, field];
}
