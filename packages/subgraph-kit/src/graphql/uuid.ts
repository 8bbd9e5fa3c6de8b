import { BadUserInputError } from '../errors/request-errors.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Whether a text is a UUID in any case. */
export function isUuid(text: string): boolean {
  return UUID.test(text.toLowerCase());
}

/** An id argument in lower case. Throws {@link BadUserInputError} when it is no UUID. */
export function uuidArgument(name: string, value: string): string {
  if (!isUuid(value)) throw new BadUserInputError(`"${name}" is not a UUID.`);
  return value.toLowerCase();
}
