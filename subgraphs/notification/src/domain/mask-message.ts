import { MASK } from './render-template.js';

/** Fields of messages that nobody may read: tokens of links, of cards, secrets of payments. */
const SECRET_NAME = /token|secret|password/i;

/** A copy of a JSON value in which the values of secret fields are masked, at any depth. */
export function maskMessage(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(maskMessage);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [
      name,
      SECRET_NAME.test(name) && each !== null ? MASK : maskMessage(each),
    ]),
  );
}
