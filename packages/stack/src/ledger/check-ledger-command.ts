import { decimalFromCents } from '@techally/money';
import { checkLedger } from '@techally/subgraph-payment';
import type { LedgerImbalance, LedgerReport } from '@techally/subgraph-payment';
import { openExistingDatabase } from '../databases/open-existing-database.js';
import { parseLedgerCheckSettings } from './ledger-check-settings.js';

/** 0: the ledger balances. 1: it does not. 2: it could not be checked. */
export type LedgerCheckStatus = 0 | 1 | 2;

export interface LedgerCheckOptions {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Takes the findings, line by line. */
  readonly say: (line: string) => void;
  /** Takes why it could not be checked. */
  readonly complain: (line: string) => void;
}

/** `npm run ledger:check`: says what is booked, and whether it balances. Changes nothing, and may run beside a busy shop. */
export async function checkLedgerCommand({
  args,
  env,
  say,
  complain,
}: LedgerCheckOptions): Promise<LedgerCheckStatus> {
  try {
    const database = await openExistingDatabase('payment', parseLedgerCheckSettings(args, env));
    try {
      const report = await checkLedger(database.url);
      for (const line of describe(report, database.way)) say(line);
      return report.imbalances.length === 0 ? 0 : 1;
    } finally {
      await database.close();
    }
  } catch (error) {
    complain(`The ledger could not be checked: ${reasonOf(error)}`);
    return 2;
  }
}

function describe(
  { transactions, payments, entries, totals, imbalances }: LedgerReport,
  way: string,
): readonly string[] {
  return [
    `The ledger in ${way}:`,
    `${String(transactions)} transactions with ${String(entries)} entries, and ${String(payments)} payments.`,
    ...totals.map(
      ({ currencyCode, debitCents, creditCents }) =>
        `${currencyCode}: debits ${decimalFromCents(debitCents)}, credits ${decimalFromCents(creditCents)}.`,
    ),
    ...imbalances.map(describeImbalance),
    imbalances.length === 0
      ? 'It balances.'
      : `It does not balance: ${String(imbalances.length)} ${imbalances.length === 1 ? 'imbalance' : 'imbalances'}.`,
  ];
}

function describeImbalance({ kind, id, expectedCents, bookedCents }: LedgerImbalance): string {
  const [expected, booked] = [decimalFromCents(expectedCents), decimalFromCents(bookedCents)];
  return kind === 'TRANSACTION_UNBALANCED'
    ? `${kind}  transaction ${id}: debits ${expected}, credits ${booked}`
    : `${kind}  payment ${id}: ${expected} expected, ${booked} booked`;
}

/** Prisma puts the reason into the last line, below the source of the query. */
function reasonOf(error: unknown): string {
  const lines = (error instanceof Error ? error.message : String(error)).trim().split('\n');
  return lines.at(-1)?.trim() ?? '';
}
