#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

// Node.js gives young objects up to 32 MB twice, of which a router under load makes use. Half of it costs some percent of
// CPU time and keeps the process under 250 MB. NODE_OPTIONS and flags of the caller go first.
const FLAG = '--max-semi-space-size';
const chosen = [...process.execArgv, process.env.NODE_OPTIONS ?? ''].some((option) => option.includes(FLAG));
if (!chosen && typeof process.execve === 'function' && process.platform !== 'win32') {
  const flags = [`${FLAG}=16`, ...process.execArgv];
  process.execve(process.execPath, [
    process.execPath,
    ...flags,
    fileURLToPath(import.meta.url),
    ...process.argv.slice(2),
  ]);
}

const cli = new URL('../dist/cli.js', import.meta.url);
if (!existsSync(cli)) {
  process.stderr.write('techally-router is not built yet. Run "npm run build" first.\n');
  process.exit(1);
}
await import(cli.href);
