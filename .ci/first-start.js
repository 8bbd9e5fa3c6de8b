// From a clean clone after `npm ci`: `npm start` is ready in under 60 s, serves a query, stops cleanly, and is ready in
// under 10 s the next time. Prints both times.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const LIMITS = [60, 10];
const port = '4990';
const dataDirectory = mkdtempSync(join(tmpdir(), 'techally-first-start-'));

async function start(limit) {
  const began = Date.now();
  // A group of its own, so that Ctrl-C can be sent to all of it, as a terminal does.
  const child = spawn('npm', ['start'], {
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, PORT: port, DATA_DIR: dataDirectory },
  });
  let text = '';
  child.stdout.on('data', (chunk) => (text += chunk));
  const ended = once(child, 'exit');
  const stop = () => process.kill(-child.pid, 'SIGINT');
  const impatience = setTimeout(stop, 120_000);
  while (!text.includes('is ready after') && child.exitCode === null)
    await new Promise((wake) => setTimeout(wake, 50));
  const seconds = (Date.now() - began) / 1000;
  clearTimeout(impatience);
  if (child.exitCode !== null) throw new Error(`npm start ended with ${child.exitCode}:\n${text}`);

  const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"query":"{ products(first: 1) { edges { node { name stock { available } } } } }"}',
  });
  const { data, errors } = await response.json();
  if (errors !== undefined || data.products.edges.length !== 1)
    throw new Error(`The shop is empty: ${JSON.stringify(errors)}`);

  stop();
  await ended;
  console.log(`npm start was ready after ${seconds.toFixed(1)} s; the limit is ${limit} s`);
  if (seconds > limit) process.exitCode = 1;
}

try {
  for (const limit of LIMITS) await start(limit);
} finally {
  rmSync(dataDirectory, { recursive: true, force: true });
}
