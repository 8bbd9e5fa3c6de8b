// npm run check: everything that must hold before a change lands, each part by name. `npm run check -- types lint`
// runs only those parts.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
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
for (const name of names)
  if (PARTS[name] === undefined)
    throw new Error(`Unknown part "${name}". Known: ${Object.keys(PARTS).join(', ')}`);
const failed = [];

// What the others read is made first; then two at a time, since most of them use one core.
const waiting = [...names];
if (waiting[0] === 'generate') await runPart(waiting.shift());
// The longest first.
if (waiting.includes('lint')) waiting.unshift(...waiting.splice(waiting.indexOf('lint'), 1));
async function work() {
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) await runPart(name);
}
await Promise.all([work(), work()]);
console.log(failed.length === 0 ? 'The check passes.' : `The check fails: ${failed.join(', ')}.`);
process.exit(failed.length === 0 ? 0 : 1);

async function runPart(name) {
  const began = Date.now();
  let said = '';
  let passed = true;
  for (const [program, ...args] of PARTS[name]) {
    const { output, status } = await run(program, args);
    said += output;
    passed &&= status === 0;
  }
  console.log(`${passed ? '✔' : '✘'} ${name} (${((Date.now() - began) / 1000).toFixed(1)} s)`);
  if (passed) return;
  failed.push(name);
  console.log(said.trimEnd());
}

async function run(program, args) {
  const local = join(root, 'node_modules', '.bin', program);
  const child = spawn(existsSync(local) ? local : program, args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      PATH: `${join(root, 'node_modules', '.bin')}:${process.env.PATH ?? ''}`,
      TURBO_TELEMETRY_DISABLED: '1',
    },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => (output += text));
  const [status] = await once(child, 'close');
  return { output, status };
}
