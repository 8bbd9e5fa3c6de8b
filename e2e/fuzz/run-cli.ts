import type { CreateSubject } from './engines/subject.js';
import { cachingRouterSubject } from './engines/caching-router-subject.js';
import { httpRouterSubject } from './engines/http-router-subject.js';
import { routerSubject } from './engines/router-subject.js';
import type { FuzzArguments } from './fuzz-arguments.js';
import type { FuzzCase } from './fuzz-case.js';
import { createFuzzEnvironment } from './fuzz-environment.js';
import { runPlantedFaults } from './planted-faults/run-planted-faults.js';
import { printFailure } from './print-failure.js';
import { runCase } from './run-case.js';
import type { FuzzReport } from './run-fuzzer.js';
import { runFuzzer } from './run-fuzzer.js';
import { ALL_SUPERGRAPHS } from './supergraphs/all-supergraphs.js';
import type { FuzzSupergraph } from './supergraphs/fuzz-supergraph.js';

/** Runs what the arguments ask for, and prints what came out. @returns The exit code. */
export async function runCli(options: FuzzArguments): Promise<number> {
  if (options.plantedFaults) return runPlantedFaults(options);
  const createSubject = subjectFor(options);
  if (options.replay !== undefined) return replay(JSON.parse(options.replay) as FuzzCase, createSubject);

  const supergraphs = chosenSupergraphs(options.supergraph);
  const report = await runFuzzer({
    ...options,
    from: options.case ?? 0,
    operations: options.case === undefined ? options.operations : 1,
    supergraphs,
    createSubject,
  });
  for (const failure of report.failures) {
    console.log(`${printFailure(failure, repeatCommand(options, failure.caseNumber))}\n`);
  }
  console.log(summary(options, report));
  return report.failures.length === 0 ? 0 : 1;
}

function subjectFor({ http, cache, engine }: FuzzArguments): CreateSubject {
  if (cache) return cachingRouterSubject;
  return http ? httpRouterSubject(engine) : routerSubject(engine);
}

async function replay(fuzzCase: FuzzCase, createSubject: CreateSubject): Promise<number> {
  const [supergraph] = chosenSupergraphs(fuzzCase.supergraph);
  const environment = await createFuzzEnvironment(supergraph!, createSubject);
  try {
    const result = await runCase(environment, fuzzCase);
    console.log(printFailure({ fuzzCase, result }, 'npm run fuzz -- --replay …'));
    return result.differences.length === 0 ? 0 : 1;
  } finally {
    await environment.subject.close();
  }
}

function chosenSupergraphs(name: string | undefined): readonly FuzzSupergraph[] {
  const chosen = ALL_SUPERGRAPHS.filter((supergraph) => name === undefined || supergraph.name === name);
  if (chosen.length === 0) throw new Error(`There is no supergraph "${name ?? ''}".`);
  return chosen;
}

function repeatCommand({ seed, supergraph, engine, http, cache }: FuzzArguments, caseNumber: number): string {
  return [
    `npm run fuzz -- --seed ${seed} --case ${caseNumber}`,
    ...(supergraph === undefined ? [] : [`--supergraph ${supergraph}`]),
    ...(engine === 'techally' ? [] : [`--engine ${engine}`]),
    ...(http ? ['--http'] : []),
    ...(cache ? ['--cache'] : []),
  ].join(' ');
}

function summary({ seed }: FuzzArguments, report: FuzzReport): string {
  const planFaults = [...report.planFaults].sort(([, left], [, right]) => right - left);
  const faulty = planFaults.reduce((sum, [, count]) => sum + count, 0);
  const { operations, texts, requests, withData, withErrors, failures, milliseconds } = report;
  return [
    ...planFaults.map(([reason, count]) => `  ${count} × ${reason}`),
    `seed ${seed}: ${operations} operations (${texts} texts, ${requests} subgraph requests) in ${(milliseconds / 1000).toFixed(1)} s; ` +
      `${withData} with data, ${withErrors} with errors, ${faulty} left out for the planner's faults; ${failures.length} differ`,
  ].join('\n');
}
