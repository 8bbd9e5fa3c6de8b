/**
 * The same text on its own, for what is remembered: a part of a header, or of a head, would keep the whole of it in memory.
 *
 * @param text Latin-1, as all that comes in a head.
 */
export function detachText(text: string): string {
  return Buffer.from(text, 'latin1').toString('latin1');
}
