import type { FuzzCase } from '../fuzz-case.js';
import type { FuzzEnvironment } from '../fuzz-environment.js';
import type { CaseResult } from '../run-case.js';
import { runCase } from '../run-case.js';
import { simplerCases } from './simpler-cases.js';

export interface ShrunkCase {
  readonly fuzzCase: FuzzCase;
  readonly result: CaseResult;
  /** How many cases were tried. */
  readonly tries: number;
}

/** Executions that shrinking may take: each has a plan of its own, so about 5 s. */
const MAX_TRIES = 600;

/** Makes a failing case simpler as long as it still fails in the same manner. */
export async function shrinkCase(
  environment: FuzzEnvironment,
  fuzzCase: FuzzCase,
  result: CaseResult,
): Promise<ShrunkCase> {
  const manner = mannerOf(result);
  let best = { fuzzCase, result };
  let tries = 0;
  for (let progress = true; progress;) {
    progress = false;
    for (const candidate of simplerCases(best.fuzzCase, environment.model.apiSchema, best.result.faultsMet)) {
      if (tries++ >= MAX_TRIES) return { ...best, tries: MAX_TRIES };
      const tried = await runCase(environment, candidate);
      if (mannerOf(tried) !== manner) continue;
      best = { fuzzCase: candidate, result: tried };
      progress = true;
      break;
    }
  }
  return { ...best, tries };
}

/** The beginning of the first difference: enough not to slip from a wrong value to, say, a missing error. */
function mannerOf({ differences, planFault }: CaseResult): string | undefined {
  return planFault === undefined ? differences[0]?.slice(0, 12) : undefined;
}
