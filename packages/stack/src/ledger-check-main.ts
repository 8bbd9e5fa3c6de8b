// npm run ledger:check. Exits with 0 when the ledger balances, with 1 when it does not, with 2 when it could not be checked.
import { checkLedgerCommand } from './ledger/check-ledger-command.js';

process.exitCode = await checkLedgerCommand({
  args: process.argv.slice(2),
  env: process.env,
  say: (line) => {
    console.log(line);
  },
  complain: (line) => {
    console.error(line);
  },
});
