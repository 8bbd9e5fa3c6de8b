/** Below this length, looking at each character is cheaper than calling into the JSON serialiser. */
const SHORT = 40;

/** A string as JSON text, the same as `JSON.stringify` gives. */
export function quoteString(text: string): string {
  const { length } = text;
  if (length > SHORT) return JSON.stringify(text);
  for (let index = 0; index < length; index++) {
    const code = text.charCodeAt(index);
    // Control characters, quote, backslash, and surrogates, which JSON.stringify escapes when they stand alone.
    if (code < 0x20 || code === 0x22 || code === 0x5c || (code >= 0xd800 && code <= 0xdfff)) {
      return JSON.stringify(text);
    }
  }
  return `"${text}"`;
}
