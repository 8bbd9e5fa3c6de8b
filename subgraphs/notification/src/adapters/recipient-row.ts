import type { Recipient } from '../domain/recipient.js';
import type { Recipient as RecipientRow } from './generated/prisma/client.js';

/** Reads a row of the `recipients` table; a constraint holds that name and address are there, or it is erased. */
export function recipientOfRow({
  userId,
  email,
  firstName,
}: Pick<RecipientRow, 'userId' | 'email' | 'firstName'>): Recipient {
  return email === null || firstName === null
    ? { userId, erased: true }
    : { userId, erased: false, email, firstName };
}
