import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Refusal } from './expect-refusal.js';

/** An answer, or the code of the error that came instead of one. */
export type RawAnswer = Omit<Refusal, 'status'> & { readonly status: number | string };

/**
 * Posts an operation with headers as they are, also those that `fetch` would not send.
 * @param headers Names and values in turn.
 */
export function sendRaw(url: string, query: string, headers: readonly string[]): Promise<RawAnswer> {
  const { port } = new URL(url);
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host: '127.0.0.1',
        port,
        path: '/graphql',
        method: 'POST',
        agent: false,
        headers: ['host', `127.0.0.1:${port}`, 'content-type', 'application/json', ...headers],
      },
      (response) => {
        text(response).then((body) => {
          resolve({ status: response.statusCode ?? 0, body });
        }, reject);
      },
    );
    sent.on('error', (error: NodeJS.ErrnoException) => {
      resolve({ status: error.code ?? error.message, body: '' });
    });
    sent.end(JSON.stringify({ query }));
  });
}
