// npm run chaos [-- --orders 500 --kills 100 --bus rabbitmq|postgres --seed N --plant FAULT]. See README.md.
import { registerSourceHooks } from '../harness/source-hooks.js';

registerSourceHooks();
const { runCli } = await import('./run-cli.ts');
process.exitCode = await runCli(process.argv.slice(2));
