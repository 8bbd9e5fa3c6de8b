import type { Channel } from 'amqplib';
import { MessagingError } from '../messaging-error.js';
import type { BrokerSession } from './broker-session.js';
import type { Holdings, ProcessMailbox } from './process-mailbox.js';
import { RETRY_QUEUES } from './retry-ladder.js';

/** Milliseconds that processes have to say what they have in hand. */
const ANSWER_TIMEOUT = 5_000;

/**
 * Messages of each queue that are not done: those that wait, which the broker counts, and those in hand, which it tells
 * nobody, so every process that consumes is asked. What waits for another attempt is counted as `retry`, if there is any: the
 * broker does not count it by where it came from.
 *
 * @throws {MessagingError} `BUS_UNAVAILABLE` when a consumer does not answer.
 */
export async function countUnfinished(
  session: BrokerSession,
  mailbox: ProcessMailbox,
  queues: readonly string[],
): Promise<Record<string, number>> {
  return session.onOwnChannel(async (channel) => {
    // In the order in which messages go, so that one on its way is rather counted twice than not at all.
    const waiting = await check(channel, queues);
    const holdings = await askConsumers(session, mailbox, (answers) =>
      queues.every(
        (queue) =>
          sum(answers.map(({ consumers }) => consumers[queue])) >= (waiting.get(queue)?.consumers ?? 0),
      ),
    );
    const retries = await check(channel, RETRY_QUEUES);
    const retry = sum([...retries.values()].map(({ messages }) => messages));
    return {
      ...Object.fromEntries(
        queues.map((queue) => [
          queue,
          (waiting.get(queue)?.messages ?? 0) + sum(holdings.map(({ inHand }) => inHand[queue])),
        ]),
      ),
      ...(retry === 0 ? {} : { retry }),
    };
  });
}

async function check(
  channel: Channel,
  queues: readonly string[],
): Promise<ReadonlyMap<string, { readonly messages: number; readonly consumers: number }>> {
  const counts = new Map<string, { messages: number; consumers: number }>();
  for (const queue of queues) {
    const { messageCount, consumerCount } = await channel.checkQueue(queue);
    counts.set(queue, { messages: messageCount, consumers: consumerCount });
  }
  return counts;
}

/** The answers of all processes, as soon as they speak for all consumers. */
async function askConsumers(
  session: BrokerSession,
  mailbox: ProcessMailbox,
  isEnough: (answers: readonly Holdings[]) => boolean,
): Promise<readonly Holdings[]> {
  const answers: Holdings[] = [];
  if (isEnough(answers)) return answers;
  let heard = () => {};
  const complete = new Promise<void>((resolve) => (heard = resolve));
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new MessagingError('BUS_UNAVAILABLE', 'A consumer does not say what it has in hand.'));
    }, ANSWER_TIMEOUT);
  });
  const stop = await mailbox.ask(session, (holdings) => {
    answers.push(holdings);
    if (isEnough(answers)) heard();
  });
  try {
    await Promise.race([complete, late]);
    return answers;
  } finally {
    stop();
    clearTimeout(timer);
  }
}

function sum(numbers: readonly (number | undefined)[]): number {
  return numbers.reduce<number>((total, number) => total + (number ?? 0), 0);
}
