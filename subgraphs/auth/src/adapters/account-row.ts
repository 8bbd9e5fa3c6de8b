import type { Account } from '../domain/account.js';
import type { Account as AccountRow } from './generated/prisma/client.js';

/** Reads a row of the `accounts` table. */
export function accountOfRow({
  createdAt: _createdAt,
  updatedAt: _updatedAt,
  ...account
}: AccountRow): Account {
  return account;
}
