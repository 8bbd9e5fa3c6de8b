// node e2e/fuzz/main.js: executes random operations by the router's engine and by graphql-js, and compares. See README.md.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { registerSourceHooks } from '../harness/source-hooks.js';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

let plant = (_path, text) => text;
registerSourceHooks((path, text) => plant(path, text));

const { readFuzzArguments } = await import('./fuzz-arguments.ts');
const options = readFuzzArguments(process.argv.slice(2));
if (options.plant !== undefined && !options.plantedFaults) {
  // Before anything of the engine is loaded.
  const { findPlantedFault, plantFault } = await import('./planted-faults/plant-fault.ts');
  const fault = findPlantedFault(options.plant);
  plant = (path, text) => (path === join(root, fault.file) ? plantFault(fault, text) : text);
}
const { runCli } = await import('./run-cli.ts');
process.exitCode = await runCli(options);
