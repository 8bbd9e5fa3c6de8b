// npm run crash-points [-- --path success --lasting --once --shops 2 --plant FAULT --list]. See README.md.
import { registerSourceHooks } from '../harness/source-hooks.js';

registerSourceHooks();
const { runCli } = await import('./run-cli.ts');
process.exitCode = await runCli(process.argv.slice(2));
