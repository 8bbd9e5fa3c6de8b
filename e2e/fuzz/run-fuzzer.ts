import type { CreateSubject } from './engines/subject.js';
import type { FuzzCase } from './fuzz-case.js';
import type { FuzzEnvironment } from './fuzz-environment.js';
import { createFuzzEnvironment } from './fuzz-environment.js';
import { EXECUTIONS_PER_TEXT, makeCase, supergraphOfCase } from './make-case.js';
import type { CaseResult } from './run-case.js';
import { runCase } from './run-case.js';
import type { ShrunkCase } from './shrinking/shrink-case.js';
import { shrinkCase } from './shrinking/shrink-case.js';
import type { FuzzSupergraph } from './supergraphs/fuzz-supergraph.js';

export interface FuzzOptions {
  readonly seed: number;
  /** The first case. Default 0. */
  readonly from?: number;
  /** How many operations to execute. */
  readonly operations: number;
  readonly supergraphs: readonly FuzzSupergraph[];
  readonly createSubject: CreateSubject;
  /** Ends after so many failures. Default 1. */
  readonly maxFailures?: number;
  /** Numbers of cases that are left out. Default none. */
  readonly ignore?: ReadonlySet<number>;
  /** Whether failures are made small. Default true. */
  readonly shrink?: boolean;
}

export interface FuzzFailure extends ShrunkCase {
  readonly caseNumber: number;
}

export interface FuzzReport {
  readonly operations: number;
  /** Different operation texts among them. */
  readonly texts: number;
  readonly failures: readonly FuzzFailure[];
  /** Operations that the planner could not plan, or planned wrongly: reasons with how often. */
  readonly planFaults: ReadonlyMap<string, number>;
  /** Answers of the monolith with data that is not null, and with errors: shows that the run was about something. */
  readonly withData: number;
  readonly withErrors: number;
  readonly requests: number;
  readonly milliseconds: number;
}

/** Executes random operations by the engine under test and by graphql-js, and reports where their answers differ. */
export async function runFuzzer(options: FuzzOptions): Promise<FuzzReport> {
  const { seed, from = 0, operations, supergraphs, createSubject, maxFailures = 1 } = options;
  const began = performance.now();
  const environments = new Map<number, FuzzEnvironment>();
  const environmentOf = async (index: number) => {
    let environment = environments.get(index);
    if (environment === undefined) {
      environment = await createFuzzEnvironment(supergraphs[index]!, createSubject);
      environments.set(index, environment);
    }
    return environment;
  };

  const failures: FuzzFailure[] = [];
  const planFaults = new Map<string, number>();
  const texts = new Set<string>();
  const counts = { withData: 0, withErrors: 0, requests: 0 };
  let caseNumber = from;
  try {
    for (; caseNumber < from + operations && failures.length < maxFailures; caseNumber++) {
      if (options.ignore?.has(caseNumber) === true) continue;
      const environment = await environmentOf(supergraphOfCase(caseNumber, supergraphs.length));
      const fuzzCase = makeCase(environment.model, seed, caseNumber);
      texts.add(fuzzCase.query);
      if (caseNumber % EXECUTIONS_PER_TEXT === 0) environment.documents.clear();
      const result = await runCase(environment, fuzzCase);
      count(result);
      if (result.planFault !== undefined) {
        planFaults.set(result.planFault, (planFaults.get(result.planFault) ?? 0) + 1);
      } else if (result.differences.length > 0) {
        failures.push({ caseNumber, ...(await shrunk(environment, fuzzCase, result)) });
      }
    }
  } finally {
    for (const { subject } of environments.values()) await subject.close();
  }

  function count({ expected, requests }: CaseResult): void {
    if (Object.values(expected.data ?? {}).some((value) => value !== null)) counts.withData++;
    if (expected.errors.length > 0) counts.withErrors++;
    counts.requests += requests.length;
  }

  async function shrunk(
    environment: FuzzEnvironment,
    fuzzCase: FuzzCase,
    result: CaseResult,
  ): Promise<ShrunkCase> {
    return options.shrink === false
      ? { fuzzCase, result, tries: 0 }
      : await shrinkCase(environment, fuzzCase, result);
  }

  return {
    operations: caseNumber - from,
    texts: texts.size,
    failures,
    planFaults,
    ...counts,
    milliseconds: performance.now() - began,
  };
}
