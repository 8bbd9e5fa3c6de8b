import { setTimeout as sleep } from 'node:timers/promises';
import type { AnswerBook } from '../load/answer-book.ts';
import { Connection } from '../load/connection.ts';
import { learnAnswers } from '../load/run-load.ts';
import type { Scenario } from '../load/scenario.ts';
import { SCENARIO_NAMES, createScenario, post } from '../load/scenario.ts';
import { FAULTS, faultAuthorization } from '../subgraphs/injected-fault.ts';
import { NESTED_QUERY } from '../supergraph/queries.ts';
import { SUBGRAPH_NAMES } from '../supergraph/subgraph-names.ts';
import { BROKEN_REQUESTS } from './broken-requests.ts';

/** The scenarios of one gateway alone; users who have signed in are another benchmark's. */
type MixedScenario = (typeof SCENARIO_NAMES)[number];
export type ActionName = MixedScenario | 'broken' | 'aborted' | 'faulty-subgraph';

/** How often each kind is, in 1000 requests. */
const WEIGHTS: Readonly<Record<ActionName, number>> = {
  'own-authorization': 500,
  identical: 200,
  'one-field': 100,
  'distinct-queries': 100,
  'large-answer': 2,
  broken: 38,
  aborted: 30,
  'faulty-subgraph': 30,
};

const WORKERS = 30;

/** Everything that a router meets, at once, for as long as it is told; good requests get right answers all the while. */
export class MixedLoad {
  /** Requests by kind, so far. */
  readonly counts: Record<ActionName, number>;
  readonly #port: number;
  readonly #scenarios: ReadonlyMap<MixedScenario, { scenario: Scenario; answers: AnswerBook }>;
  readonly #failures = new Map<string, number>();
  #number = 100;
  #largeInFlight = false;

  private constructor(port: number) {
    this.#port = port;
    this.counts = Object.fromEntries(Object.keys(WEIGHTS).map((name) => [name, 0])) as Record<
      ActionName,
      number
    >;
    this.#scenarios = new Map(
      SCENARIO_NAMES.map((name) => {
        const scenario = createScenario(name);
        return [name, { scenario, answers: scenario.createAnswerBook() }];
      }),
    );
  }

  static async prepare(port: number): Promise<MixedLoad> {
    const load = new MixedLoad(port);
    for (const target of load.#scenarios.values()) await learnAnswers({ port, ...target });
    return load;
  }

  /** What went wrong and how often. */
  get failures(): readonly string[] {
    return [...this.#failures].map(([message, count]) => `${message} (${count} times)`);
  }

  async run(seconds: number): Promise<void> {
    const end = performance.now() + seconds * 1000;
    await Promise.all(
      Array.from({ length: WORKERS }, async (_, worker) => {
        let connection = new Connection(this.#port);
        for (let turn = worker * 331; performance.now() < end; turn++) {
          const action = chooseAction(turn);
          this.counts[action]++;
          try {
            await this.#act(action, turn, connection);
          } catch (error) {
            const message = `${action}: ${error instanceof Error ? error.message : String(error)}`.slice(
              0,
              300,
            );
            this.#failures.set(message, (this.#failures.get(message) ?? 0) + 1);
            connection.close();
            connection = new Connection(this.#port);
            await sleep(100);
          }
        }
        connection.close();
      }),
    );
  }

  async #act(action: ActionName, turn: number, connection: Connection): Promise<void> {
    switch (action) {
      case 'broken':
        return sendBroken(turn, connection);
      case 'aborted':
        return this.#abort(turn);
      case 'faulty-subgraph':
        return sendFaulty(turn, connection);
      case 'large-answer':
        // One at a time, as a client that asks for this much is rare.
        if (this.#largeInFlight) return;
        this.#largeInFlight = true;
        try {
          await this.#ask(action, connection);
        } finally {
          this.#largeInFlight = false;
        }
        return;
      case 'own-authorization':
      case 'identical':
      case 'one-field':
      case 'distinct-queries':
        return this.#ask(action, connection);
    }
  }

  async #ask(name: MixedScenario, connection: Connection): Promise<void> {
    const target = this.#scenarios.get(name);
    if (target === undefined) throw new Error(`There is no scenario ${name}.`);
    const number = this.#number++;
    const { status, slices } = await connection.send(target.scenario.request(number));
    if (status === 200 && target.answers.matches(number, slices)) return;
    throw new Error(`a wrong answer, status ${status}: ${Buffer.concat(slices).toString('utf8', 0, 300)}`);
  }

  /** The client goes away: before, while or after the answer comes. */
  async #abort(turn: number): Promise<void> {
    const connection = new Connection(this.#port);
    const number = this.#number++;
    const name = turn % 16 === 0 ? 'large-answer' : 'own-authorization';
    const answer = connection.send(this.#scenarios.get(name)?.scenario.request(number) ?? '');
    await Promise.race([answer, sleep(turn % 40)]);
    connection.close();
  }
}

/** Always the same sequence, mixed well: 487 and 1000 have no common divisor. */
function chooseAction(turn: number): ActionName {
  let at = (turn * 487) % 1000;
  for (const [name, weight] of Object.entries(WEIGHTS) as [ActionName, number][]) {
    if (at < weight) return name;
    at -= weight;
  }
  throw new Error('The weights do not add up to 1000.');
}

async function sendBroken(turn: number, connection: Connection): Promise<void> {
  const requests = Object.entries(BROKEN_REQUESTS);
  const [what, request] = requests[turn % requests.length] ?? ['', ''];
  const { status, slices } = await connection.send(request);
  if (status >= 400 && status < 500) return;
  throw new Error(`"${what}" got status ${status}: ${Buffer.concat(slices).toString('utf8', 0, 300)}`);
}

/** A failing subgraph may cost the answer, but there must be one, and it must say so. */
async function sendFaulty(turn: number, connection: Connection): Promise<void> {
  const subgraph = SUBGRAPH_NAMES[turn % SUBGRAPH_NAMES.length] ?? 'users';
  const fault = FAULTS[Math.floor(turn / SUBGRAPH_NAMES.length) % FAULTS.length] ?? 'errors';
  const authorization = `authorization: ${faultAuthorization(subgraph, fault)}\r\n`;
  const { slices } = await connection.send(post(NESTED_QUERY, authorization));
  const { errors } = JSON.parse(Buffer.concat(slices).toString('utf8')) as { errors?: unknown[] };
  if (errors === undefined && fault !== 'slow')
    throw new Error(`${subgraph} did "${fault}" and nobody was told`);
}
