import type { Account } from '../domain/account.js';
import { accountOfRow } from './account-row.js';
import type { Transaction } from './prisma-client.js';

/**
 * Locks an account until the end of the transaction and reads it: `change` keeps everybody else out, `share` only those
 * who want to change it. An account is locked before its sessions, always, so that no two transactions wait for each other.
 */
export async function lockAccount(
  tx: Transaction,
  id: string,
  mode: 'change' | 'share',
): Promise<Account | null> {
  if (mode === 'change') await tx.$queryRaw`SELECT 1 FROM accounts WHERE id = ${id}::uuid FOR UPDATE`;
  else await tx.$queryRaw`SELECT 1 FROM accounts WHERE id = ${id}::uuid FOR SHARE`;
  const row = await tx.account.findUnique({ where: { id } });
  return row && accountOfRow(row);
}
