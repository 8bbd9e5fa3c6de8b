// npm run check: everything that must hold before a change lands, each part by name. `npm run check -- types lint`
// runs only those parts.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Name → commands, run in this order. */
const PARTS = {
  generate: [['turbo', 'run', 'build:workspaces', '--output-logs=errors-only']],
  format: [['prettier', '--check', '--log-level', 'warn', '.']],
  types: [
    ['tsc', '-p', 'tsconfig.json'],
    ['tsc', '-p', 'bench/tsconfig.json'],
  ],
  lint: [['eslint', '.', '--cache', '--cache-location', 'node_modules/.cache/eslint/']],
  imports: [['depcruise', '--output-type', 'err', 'packages', 'subgraphs', 'router/src', 'clients', 'e2e']],
  'dead code': [['knip', '--exclude', 'types', '--no-config-hints']],
  composition: [['node', 'packages/stack/dist/compose-cli.js', '--check']],
  migrations: [['node', 'scripts/check-migrations.js']],
  codegen: [['graphql-codegen', '--config', 'codegen.yml', '--check']],
  errors: [['node', 'scripts/error-reference.js', '--check']],
  configuration: [['node', 'scripts/config-reference.js', '--check']],
};

const chosen = process.argv.slice(2);
const names = chosen.length === 0 ? Object.keys(PARTS) : chosen;
const failed = [];
for (const name of names) {
  const began = Date.now();
  const commands = PARTS[name];
  if (commands === undefined)
    throw new Error(`Unknown part "${name}". Known: ${Object.keys(PARTS).join(', ')}`);
  const outputs = commands.map(([program, ...args]) => run(program, args));
  const passed = outputs.every(({ status }) => status === 0);
  console.log(`${passed ? '✔' : '✘'} ${name} (${((Date.now() - began) / 1000).toFixed(1)} s)`);
  if (!passed) {
    failed.push(name);
    for (const { stdout, stderr } of outputs) console.log(`${stdout}${stderr}`.trimEnd());
  }
}
console.log(failed.length === 0 ? 'The check passes.' : `The check fails: ${failed.join(', ')}.`);
process.exit(failed.length === 0 ? 0 : 1);

function run(program, args) {
  const local = join(root, 'node_modules', '.bin', program);
  return spawnSync(existsSync(local) ? local : program, args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    env: {
      ...process.env,
      PATH: `${join(root, 'node_modules', '.bin')}:${process.env.PATH ?? ''}`,
      TURBO_TELEMETRY_DISABLED: '1',
    },
  });
}
