import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { FuzzArguments } from '../fuzz-arguments.js';
import { PLANTED_FAULTS } from './planted-faults.js';

/** Operations within which a fault must be found. */
const MAX_OPERATIONS = 3_000;

const MAIN = fileURLToPath(new URL('../main.js', import.meta.url));

/** Plants each fault in an engine of its own process and fuzzes it. @returns 0 when all are found. */
export async function runPlantedFaults({
  seed,
  plant,
}: Pick<FuzzArguments, 'seed' | 'plant'>): Promise<number> {
  const failing = await failuresWithout(seed);
  if (failing.length > 0)
    console.log(`! ${failing.length} operations differ without any planted fault; they do not count`);
  let missed = 0;
  for (const { name } of PLANTED_FAULTS) {
    if (plant !== undefined && plant !== name) continue;
    const outcome = await fuzzWith(name, { seed, ignore: failing });
    if (!outcome.found) missed++;
    console.log(`${outcome.found ? '✔' : '✘'} ${name}: ${outcome.text}`);
  }
  console.log(`seed ${seed}: ${PLANTED_FAULTS.length} planted faults, ${missed} not found`);
  return missed === 0 ? 0 : 1;
}

/** The numbers of the cases that differ anyway. */
async function failuresWithout(seed: number): Promise<readonly string[]> {
  const { output, errors } = await fuzz(seed, ['--max-failures', String(MAX_OPERATIONS)]);
  if (!output.includes(' operations ')) throw new Error(`The run without a fault broke off: ${errors}`);
  return [...output.matchAll(/--case (\d+)/g)].map(([, caseNumber = '']) => caseNumber);
}

async function fuzz(seed: number, args: readonly string[]): Promise<{ output: string; errors: string }> {
  const limits = ['--seed', String(seed), '--operations', String(MAX_OPERATIONS), '--no-shrink'];
  const child = spawn(process.execPath, [MAIN, ...limits, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = once(child, 'exit');
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
  await ended;
  return { output, errors };
}

interface PlantOutcome {
  readonly found: boolean;
  readonly text: string;
}

async function fuzzWith(
  name: string,
  { seed, ignore }: { readonly seed: number; readonly ignore: readonly string[] },
): Promise<PlantOutcome> {
  const { output, errors } = await fuzz(seed, [
    '--plant',
    name,
    '--max-failures',
    '1',
    '--ignore',
    ignore.join(),
  ]);
  // A run that ends for another reason has found nothing.
  const count = /: (\d+) operations/.exec(output)?.[1];
  if (count === undefined) return { found: false, text: `the run broke off: ${errors.slice(0, 300)}` };
  const found = /; 1 differ$/m.test(output);
  const [difference = ''] = output.split('\n');
  return {
    found,
    text: found ? `after ${count} operations, ${difference.slice(2, 120)}` : `not in ${count} operations`,
  };
}
