import { NOT_IN_FIELD_VALUE, TOKEN_PATTERN } from '../../headers/field-syntax.js';

/** Thrown for a header that cannot be sent as it is. The message names the header and not its value. */
export class InvalidHeaderError extends Error {
  constructor(name: string) {
    super(`The header ${JSON.stringify(name)} cannot be sent.`);
    this.name = 'InvalidHeaderError';
  }
}

/** What the client itself writes, or what concerns one connection: another value would change where requests end. */
export const RESERVED: ReadonlySet<string> = new Set([
  'accept',
  'accept-encoding',
  'connection',
  'content-encoding',
  'content-length',
  'content-type',
  'expect',
  'host',
  'http2-settings',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** Names that were looked at before, and whether they are sent. */
const knownNames = new Map<string, boolean>();
const MAX_KNOWN_NAMES = 1000;

/**
 * Writes headers as the lines of a request. Those that belong to the client or to one connection are left out.
 *
 * @throws {InvalidHeaderError} Thrown when a name or value could be taken for something else than a name or value.
 */
export function writeHeaderLines(headers: Readonly<Record<string, string>>): string {
  let lines = '';
  for (const name of Object.keys(headers)) {
    const value = headers[name] as string;
    if (!(knownNames.get(name) ?? learnName(name))) continue;
    if (NOT_IN_FIELD_VALUE.test(value)) throw new InvalidHeaderError(name);
    lines += `${name}: ${value}\r\n`;
  }
  return lines;
}

function learnName(name: string): boolean {
  if (!TOKEN_PATTERN.test(name)) throw new InvalidHeaderError(name);
  const isSent = !RESERVED.has(name.toLowerCase());
  if (knownNames.size < MAX_KNOWN_NAMES) knownNames.set(name, isSent);
  return isSent;
}
