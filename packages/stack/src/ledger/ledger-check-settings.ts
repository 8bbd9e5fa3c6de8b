import { resolve } from 'node:path';
import { parseDatabaseSettings } from '@techally/database';
import type { DatabaseSettings } from '@techally/database';

/** What `npm run ledger:check` takes from its environment. */
export interface LedgerCheckSettings {
  /** Where the payment domain's database is: the variables that the services take. */
  readonly databases: DatabaseSettings;
  /** Where the embedded database is; `DATA_DIR`, default `.data`. */
  readonly dataDirectory: string;
}

/** Thrown when there is an argument. */
export class LedgerCheckArgumentError extends Error {
  readonly code = 'LEDGER_CHECK_ARGUMENTS_INVALID';
}

/**
 * @throws {LedgerCheckArgumentError} Thrown when there is an argument: there are none.
 * @throws {DatabaseError} Thrown with `DATABASE_SETTINGS_INVALID` when the database variables are unusable.
 */
export function parseLedgerCheckSettings(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): LedgerCheckSettings {
  const [unknown] = args;
  if (unknown !== undefined)
    throw new LedgerCheckArgumentError(`Unknown argument "${unknown}". There are none.`);
  const dataDirectory = env['DATA_DIR'] ?? '';
  return {
    databases: parseDatabaseSettings(env),
    dataDirectory: resolve(dataDirectory === '' ? '.data' : dataDirectory),
  };
}
