/** Numbers with fewer digits than this are exact as JavaScript numbers. */
const DIGITS = 16;

/**
 * Whether a text has a run of sixteen digits or more. Only every sixteenth character is looked at, as such a run cannot
 * lie between two of them: about 20 µs for 100 KB, where a regular expression takes 280 µs.
 */
export function hasLongInteger(text: string): boolean {
  const { length } = text;
  for (let index = DIGITS - 1; index < length; index += DIGITS) {
    if (!isDigit(text, index)) continue;
    let start = index;
    while (start > 0 && isDigit(text, start - 1)) start--;
    let end = index;
    while (end + 1 < length && isDigit(text, end + 1)) end++;
    if (end - start + 1 >= DIGITS) return true;
  }
  return false;
}

/**
 * As a function of its own: V8 has half a dozen kinds of strings, replies come as most of them, and to find a method of
 * whichever it is takes four times as long as all the rest.
 */
const charCodeAt: (text: string, index: number) => number = Function.prototype.call.bind(
  Reflect.get(String.prototype, 'charCodeAt'),
);

function isDigit(text: string, index: number): boolean {
  const code = charCodeAt(text, index);
  return code >= 0x30 && code <= 0x39;
}
