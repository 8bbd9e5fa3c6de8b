// The load, in a process of its own so that it can have a core of its own. Takes orders from its parent, one at a time.
import type { AnswerBook } from './answer-book.ts';
import type { LoadOrder, LoadReply } from './load-process.ts';
import { learnAnswers, runLoad } from './run-load.ts';
import type { Scenario, ScenarioName } from './scenario.ts';
import { createScenario } from './scenario.ts';

const scenarios = new Map<ScenarioName, Scenario>();
const books = new Map<string, AnswerBook>();
// Starts after the numbers with which answers are learnt.
let number = 100;

async function carryOut({ port, scenario: name, seconds, requests }: LoadOrder): Promise<LoadReply> {
  const scenario = remember(scenarios, name, () => createScenario(name));
  const answers = remember(books, `${name} ${port}`, () => scenario.createAnswerBook());
  const target = { port, scenario, answers };
  try {
    await learnAnswers(target);
    return { result: await runLoad({ ...target, seconds, requests, nextNumber: () => number++ }) };
  } catch (error) {
    return { failure: error instanceof Error ? error.message : String(error) };
  }
}

function remember<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

process.on('message', (order: LoadOrder) => {
  void carryOut(order).then((reply) => process.send?.(reply));
});
process.on('disconnect', () => process.exit());
