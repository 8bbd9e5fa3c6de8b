import { createMessage, PaymentCompleted } from '@techally/contracts';
import { deadLetters, readDeadLettersArguments } from '@techally/operator';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { TestStack } from '../harness/start-test-stack.js';
import { startTestStack } from '../harness/start-test-stack.js';

let stack: TestStack;
let env: Record<string, string>;

beforeAll(async () => {
  stack = await startTestStack();
  const { email, password } = await stack.admin();
  env = { ADMIN_EMAIL: email, ADMIN_PASSWORD: password };
});
afterAll(() => stack.stop());

async function run(...args: string[]): Promise<{ done: boolean; lines: string[] }> {
  const lines: string[] = [];
  const command = readDeadLettersArguments(args, env);
  const done = await deadLetters(
    command,
    (line) => lines.push(line),
    (url, init) => stack.router.fetch(url, init),
  );
  return { done, lines };
}

/** Of an order that nobody knows, which no other attempt can help. */
async function poison(): Promise<void> {
  const orderId = randomUUID();
  await stack.bus.publish([
    createMessage(PaymentCompleted, {
      aggregateId: orderId,
      data: { orderId, paymentId: randomUUID(), amount: { cents: 100, currencyCode: 'USD' } },
    }),
  ]);
}

it('says which router does not answer', async () => {
  const command = readDeadLettersArguments(['--url', 'http://127.0.0.1:1/graphql'], {});
  await expect(deadLetters(command, () => undefined)).rejects.toThrow(
    'There is no router at http://127.0.0.1:1/graphql: start it, or name another one by --url.',
  );
});

it('operators list dead letters, send them to their consumers once more, and throw them away', async () => {
  expect(await run()).toEqual({ done: true, lines: ['0 dead letters.'] });
  await poison();
  await poison();
  await stack.settled();

  const { lines } = await run('list', '--queue', 'order.PaymentCompleted');
  expect(lines).toHaveLength(3);
  expect(lines[2]).toBe('2 dead letters.');
  expect(lines[0]).toContain('order.PaymentCompleted');
  expect(lines[0]).toContain('There is no order');
  expect((await run('list', '--queue', 'user.UserDeleted')).lines).toEqual(['0 dead letters.']);

  const [id = ''] = (lines[0] ?? '').split(' ');
  expect(await run('redrive', id)).toEqual({ done: true, lines: ['1 redriven.'] });
  await stack.settled();
  // It failed again, and is another letter.
  expect((await run('redrive', id)).done).toBe(false);
  expect((await run()).lines.at(-1)).toBe('2 dead letters.');

  expect(await run('discard', '--all')).toEqual({ done: true, lines: ['2 discarded.'] });
  expect((await run()).lines).toEqual(['0 dead letters.']);
});

it('whoever is no administrator is told so', async () => {
  const { email, password } = await stack.customer();
  env = { ADMIN_EMAIL: email, ADMIN_PASSWORD: password };
  await expect(run()).rejects.toThrow();
  env = { ADMIN_EMAIL: email, ADMIN_PASSWORD: 'Wr0ngPassword' };
  await expect(run()).rejects.toThrow(/password/);
});
