/** The digits that a JavaScript number holds, whatever they are. */
const EXACT_DIGITS = 15;

/** Whether a number's text can be given back from a JavaScript number, but for how it is written. */
export function isExactNumber(text: string): boolean {
  const number = Number(text);
  if (Number.isSafeInteger(number)) return true;
  const [digits = ''] = text.split(/e/i);
  return Number.isFinite(number) && digits.replace(/\D/g, '').length <= EXACT_DIGITS;
}
