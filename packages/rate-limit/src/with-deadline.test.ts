import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connect, createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { withDeadline } from './with-deadline.js';

/** A server that says a word to everybody, or nothing. */
async function wordFrom(word: string | null): Promise<string> {
  const server = createServer((socket) => {
    if (word !== null) socket.write(word);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  onTestFinished(() => {
    socket.destroy();
    server.close();
  });
  await once(socket, 'connect');
  const [data] = await once(socket, 'data');
  return String(data);
}

test('gives a result that comes in time, and the error of work that fails', async () => {
  expect(await withDeadline(Promise.resolve('done'), 1_000)).toBe('done');
  await expect(withDeadline(Promise.reject(new Error('broken')), 1_000)).rejects.toThrow('broken');
});

test('ends when no result comes', async () => {
  await expect(withDeadline(wordFrom(null), 50)).rejects.toThrow('There was no answer for 50 ms.');
});

test('takes a result that came in time although this process was busy until after it', async () => {
  const result = withDeadline(wordFrom('hello'), 100);
  // The connection is there, and the word on its way.
  await new Promise((resolve) => setTimeout(resolve, 5));
  const until = performance.now() + 150;
  while (performance.now() < until);
  expect(await result).toBe('hello');
});
