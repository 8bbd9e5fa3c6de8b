// npm run chaos [-- --orders 500 --kills 100 --bus rabbitmq|postgres --seed N --plant FAULT]. See README.md.
import { registerSourceHooks } from '../harness/source-hooks.js';

// With an exit in place of a death by signal, all processes that it has started are ended, too.
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130));
registerSourceHooks();
const { runCli } = await import('./run-cli.ts');
process.exitCode = await runCli(process.argv.slice(2));
