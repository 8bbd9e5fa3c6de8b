import { fileURLToPath } from 'node:url';
import type { Gateway } from '../gateway.ts';

/** The least that a Node server can do: the finished answer of the nested query, from memory. */
export const bareHttp: Gateway = {
  name: 'bare-http',
  title: 'bare http.createServer, one Buffer',
  scenarios: ['identical'],
  command: ({ port, nestedAnswerPath }) => ({
    argv: [
      process.execPath,
      fileURLToPath(new URL('start-bare.js', import.meta.url)),
      nestedAnswerPath,
      String(port),
    ],
  }),
};
