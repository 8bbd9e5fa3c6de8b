#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import MEMORY_FLAGS from './memory-flags.json' with { type: 'json' };

// The flags keep the process at 200 MB at the price of some percent of CPU time (decision 0019): half the memory for young
// objects that Node.js would use, a collection when old objects have grown by 120 %, and no cache of compiled texts beside the
// router's own. And no objects that are old from the start (decision 0023), which costs nothing and saves a fifth where much
// is shared. Whoever sets the first of the flags, or NODE_OPTIONS with it, decides about all of them.
const chosen = [...process.execArgv, process.env.NODE_OPTIONS ?? ''];
if (!chosen.some((option) => option.includes('--max-semi-space-size')) && canReplaceItself()) {
  const script = fileURLToPath(import.meta.url);
  const args = [...MEMORY_FLAGS, ...process.execArgv, script, ...process.argv.slice(2)];
  process.execve(process.execPath, [process.execPath, ...args]);
}

const cli = new URL('../dist/cli.js', import.meta.url);
if (!existsSync(cli)) {
  process.stderr.write('techally-router is not built yet. Run "npm run build" first.\n');
  process.exit(1);
}
await import(cli.href);

/** Node.js 24 and later, but not on Windows, nor where a process manager has opened a channel, which would be closed. */
function canReplaceItself() {
  return (
    typeof process.execve === 'function' && process.platform !== 'win32' && process.channel === undefined
  );
}
