import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './free-port.js';
import { requiredPart } from './required-part.js';

/** Milliseconds that it may take to answer; it takes 1,000 to read Stripe's specification. */
const START_TIMEOUT = 20_000;

/** Whether tests against stripe-mock can run here; where they are required, it throws instead of saying no. */
export function hasStripeMock(): boolean {
  return requiredPart(
    'stripe-mock',
    stripeMock(),
    'Get it by "go install github.com/stripe/stripe-mock@latest", and put it on the PATH or name it in STRIPE_MOCK.',
  );
}

export interface TestStripeMock {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * Starts a stripe-mock of the test's own on a free port of 127.0.0.1. It refuses what Stripe's specification does not
 * have, answers everything else with an example, and remembers nothing.
 */
export async function startTestStripeMock(): Promise<TestStripeMock> {
  const address = `127.0.0.1:${String(await freePort())}`;
  const url = `http://${address}`;
  const child = spawn(stripeMock(), ['-http-addr', address], { stdio: 'ignore' });
  // A test process that ends without stopping it must not leave it behind.
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  child.once('exit', () => process.off('exit', kill));
  const deadline = Date.now() + START_TIMEOUT;
  while (!(await answers(url))) {
    if (child.exitCode !== null) throw new Error(`stripe-mock ended with status ${String(child.exitCode)}.`);
    if (Date.now() > deadline) throw new Error('stripe-mock does not answer.');
    await sleep(50);
  }
  return {
    url,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      kill();
      await ended;
    },
  };
}

/** The program that `STRIPE_MOCK` names, or the first of that name on the `PATH`. */
function stripeMock(): string {
  const named = process.env['STRIPE_MOCK'] ?? '';
  if (named !== '') return named;
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, 'stripe-mock')).find(existsSync) ?? 'stripe-mock';
}

async function answers(url: string): Promise<boolean> {
  try {
    await fetch(url);
    return true;
  } catch {
    return false;
  }
}
