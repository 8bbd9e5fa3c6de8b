import { isRawJson, rawJson } from './raw-json.js';

/** JSON text with sorted keys: equal values give equal texts. Raw numbers keep their text. */
export function canonicalJson(value: unknown, writeNumber = (text: string) => text): string {
  if (value === undefined) return 'undefined';
  if (typeof value === 'number' || isRawJson(value)) return writeNumber(JSON.stringify(value));
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item, writeNumber)).join()}]`;
  const entries = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item, writeNumber)}`).join()}}`;
}

/** Parses JSON; numbers that a double would change (`1.0`, 30 digits) stay as their text (`JSON.rawJSON`). */
export function parseLosslessly(text: string): unknown {
  return JSON.parse(text, (_key: string, value: unknown, context?: { readonly source?: string }) => {
    if (typeof value !== 'number' || context?.source === undefined) return value;
    return JSON.stringify(value) === context.source ? value : rawJson(context.source);
  });
}

/**
 * The same for what a subgraph was given (arguments, required fields): numbers count by value, however they are written,
 * since planners and the coercion of literals write them anew. Digits count all.
 */
export function canonicalInput(value: unknown): string {
  return canonicalJson(value, exactNumber);
}

/** A decimal number's sign, digits and exponent, without zeros at either end. */
function exactNumber(text: string): string {
  const match = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text);
  if (match === null) return text;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  const digits = `${whole}${fraction}`.replace(/^0+/, '');
  const kept = digits.replace(/0+$/, '');
  if (kept === '') return '0';
  return `${sign}${kept}e${Number(exponent) - fraction.length + digits.length - kept.length}`;
}
