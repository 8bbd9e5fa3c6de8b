import { isUtf8 } from 'node:buffer';
import { ClientError } from '../errors/client-error.js';

/** Hands over the text of a body that has come as a whole, or refuses it when it is no UTF-8. */
export function bodyText(
  body: Buffer,
  take: (text: string) => void,
  refuse: (error: ClientError) => void,
): void {
  if (isUtf8(body)) take(body.toString());
  else refuse(new ClientError('BAD_REQUEST', { message: 'The request body is not valid UTF-8.' }));
}
