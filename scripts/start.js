// npm start: builds what changed, then starts the whole system. See packages/stack.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const OLDEST_NODE = [24, 7];

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
process.env.START_TIME = String(Date.now());

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
  console.error(
    `Node ${OLDEST_NODE.join('.')} or newer is needed, and this is ${process.versions.node}. On Linux and macOS, ` +
      '`npm ci` installs Node 26 into the project and `npm start` uses it: run `npm ci` again, without --omit=optional.',
  );
  process.exit(1);
}

const interactive = process.stdout.isTTY === true;
if (interactive) process.stdout.write('… Build');
const build = spawnSync(
  process.execPath,
  [
    join(root, 'node_modules', 'turbo', 'bin', 'turbo'),
    'run',
    'build:workspaces',
    '--output-logs=errors-only',
  ],
  {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1', TURBO_NO_UPDATE_NOTIFIER: '1' },
  },
);
if (build.status !== 0) {
  console.error(`\nThe build failed.\n${build.stdout}\n${build.stderr}`);
  process.exit(1);
}
const seconds = ((Date.now() - Number(process.env.START_TIME)) / 1000).toFixed(1);
console.log(`${interactive ? '\r' : ''}✔ Build (${seconds} s)`);

await import(pathToFileURL(join(root, 'packages', 'stack', 'dist', 'main.js')).href);
