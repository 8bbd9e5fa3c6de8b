import type { AnswerBook } from './answer-book.ts';
import { Connection } from './connection.ts';
import type { HttpResponse } from './response-reader.ts';
import type { Scenario } from './scenario.ts';

export interface LoadOptions {
  readonly port: number;
  readonly scenario: Scenario;
  readonly answers: AnswerBook;
  /** Seconds in which requests are begun; all are waited for. */
  readonly seconds: number;
  /** Enough requests to stop at before the time is over; absent for as many as there are. */
  readonly requests?: number | undefined;
  /** Gives each request its number. */
  readonly nextNumber: () => number;
}

export interface LoadResult {
  readonly requests: number;
  /** From the first request to the last answer. */
  readonly seconds: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

/**
 * Keeps `concurrency` requests in flight, then lets them finish, so that what the gateway spent meanwhile belongs to
 * these requests alone.
 *
 * @throws Thrown at the first answer that is not complete and right.
 */
export async function runLoad({
  port,
  scenario,
  answers,
  seconds,
  requests = Number.POSITIVE_INFINITY,
  nextNumber,
}: LoadOptions): Promise<LoadResult> {
  const latencies: number[] = [];
  const began = performance.now();
  const end = began + seconds * 1000;

  async function work(): Promise<void> {
    const connection = new Connection(port);
    try {
      // At least one each, however slow the gateway is.
      do {
        const number = nextNumber();
        const sent = performance.now();
        const response = await connection.send(scenario.request(number));
        latencies.push(performance.now() - sent);
        check(response, number, answers);
      } while (latencies.length < requests && performance.now() < end);
    } finally {
      connection.close();
    }
  }

  await Promise.all(Array.from({ length: scenario.concurrency }, work));
  const sorted = Float64Array.from(latencies).sort();
  return {
    requests: latencies.length,
    seconds: (performance.now() - began) / 1000,
    p50: quantile(sorted, 0.5),
    p99: quantile(sorted, 0.99),
  };
}

/** Asks once for each form of answer and holds it against the reference. */
export async function learnAnswers({
  port,
  scenario,
  answers,
}: Pick<LoadOptions, 'port' | 'scenario' | 'answers'>): Promise<void> {
  const connection = new Connection(port);
  for (const number of answers.unknownNumbers) {
    const { status, slices } = await connection.send(scenario.request(number));
    const body = Buffer.concat(slices);
    if (status !== 200) throw new Error(`Status ${status}: ${body.toString('utf8', 0, 500)}`);
    answers.learn(number, body);
  }
  connection.close();
}

function check({ status, slices }: HttpResponse, number: number, answers: AnswerBook): void {
  if (status === 200 && answers.matches(number, slices)) return;
  const body = Buffer.concat(slices);
  throw new Error(`A wrong answer: status ${status}, ${body.length} bytes: ${body.toString('utf8', 0, 500)}`);
}

function quantile(sorted: Float64Array, fraction: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * fraction))] ?? Number.NaN;
}
