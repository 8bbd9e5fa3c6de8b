import type { DocumentNode } from 'graphql';
import { parse } from 'graphql';
import type { AskedSubgraph } from './answer-as-subgraph.js';
import { checkOutage } from './comparison/check-outage.js';
import { compareWithMonolith } from './comparison/compare-with-monolith.js';
import type { SubjectAnswer } from './comparison/subject-answer.js';
import { readSubjectAnswer } from './comparison/subject-answer.js';
import type { FuzzCase } from './fuzz-case.js';
import type { FuzzEnvironment } from './fuzz-environment.js';
import type { MonolithAnswer } from './monolith.js';
import { executeMonolith } from './monolith.js';
import type { FieldFault } from './world/fault-plan.js';
import type { World } from './world/world.js';
import { createWorld } from './world/world.js';

export interface CaseResult {
  /** What differs, a sentence each; empty when nothing does. */
  readonly differences: readonly string[];
  readonly expected: MonolithAnswer;
  /** What the planner did wrong, so that the executor could not answer rightly; then differences mean nothing. */
  readonly planFault: string | undefined;
  /** The engine's answer, or why there is none. */
  readonly actual: string;
  /** The faults that the operation met. */
  readonly faultsMet: ReadonlyMap<string, FieldFault>;
  readonly requests: readonly AskedSubgraph[];
  /** What the engine logged. */
  readonly log: readonly string[];
}

/** Executes a case by both engines, each over a fresh world, and compares. */
export async function runCase(environment: FuzzEnvironment, fuzzCase: FuzzCase): Promise<CaseResult> {
  const { model, subgraphs, subject } = environment;
  const document = parsed(environment, fuzzCase.query);
  const monolithWorld = createWorld(model, fuzzCase.world);
  const expected = await executeMonolith(monolithWorld, document, fuzzCase.variables);

  const world = createWorld(model, fuzzCase.world);
  subgraphs.begin(fuzzCase, world);
  const base = { expected, faultsMet: monolithWorld.faultsMet, planFault: undefined };
  let actual: string;
  try {
    actual = await withinTime(subject.execute(fuzzCase));
  } catch (error) {
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return {
      ...base,
      actual: reason,
      requests: [...subgraphs.asked],
      log: [...subject.log],
      differences: [`the engine threw: ${reason}`],
    };
  }
  const seen = { actual, requests: [...subgraphs.asked], log: [...subject.log] };
  let answer: SubjectAnswer;
  try {
    answer = readSubjectAnswer(actual);
  } catch (error) {
    return { ...base, ...seen, differences: [`the answer is not JSON: ${String(error)}`] };
  }
  const planFault = subgraphs.planFault ?? planningFailure(answer);
  const differences = [
    ...(subgraphs.isOut ? checkOutage(answer, expected) : compareWithMonolith(answer, expected)),
    ...compareJournals(world, monolithWorld),
  ];
  return { ...base, ...seen, planFault, differences };
}

/** Seconds after which an engine counts as one that never answers. */
const TIME_LIMIT = 20;

async function withinTime(answer: Promise<string>): Promise<string> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`No answer within ${TIME_LIMIT} s.`));
    }, TIME_LIMIT * 1000);
  });
  try {
    return await Promise.race([answer, limit]);
  } finally {
    clearTimeout(timer);
  }
}

/** Why there is no plan, where there is none. */
function planningFailure({ errors }: SubjectAnswer): string | undefined {
  const error = errors.find(({ extensions }) => PLANNING_CODES.has(String(extensions?.['code'])));
  return error === undefined ? undefined : `no plan: ${error.message}`;
}

const PLANNING_CODES = new Set(['QUERY_PLANNING_FAILED', 'QUERY_PLANNING_TIMEOUT']);

function compareJournals(actual: World, expected: World): readonly string[] {
  const [ran, wanted] = [actual.journal.join(', '), expected.journal.join(', ')];
  return ran === wanted ? [] : [`mutations ran as ${ran} in place of ${wanted}`];
}

function parsed({ documents }: FuzzEnvironment, query: string): DocumentNode {
  const known = documents.get(query);
  if (known !== undefined) return known;
  const document = parse(query, { noLocation: true });
  documents.set(query, document);
  return document;
}
