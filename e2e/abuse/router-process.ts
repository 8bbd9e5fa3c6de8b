import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { RouterConfigInput } from '@techally/router';

/** What the process is told to serve. */
export type ServeMessage = RouterConfigInput & { readonly supergraphSdl: string };
/** What it says: where it listens, then what is alive in it. */
export interface ServedMessage {
  readonly url?: string;
  /** Bytes of live objects. */
  readonly heapUsed?: number;
  /** Milliseconds for which its processors were busy so far. */
  readonly busy?: number;
}

export interface RouterProcess {
  readonly url: string;
  /** Posts a request body as it stands. */
  send(body: string, headers?: Readonly<Record<string, string>>): Promise<Response>;
  /** Posts a document, and returns the codes of its errors. */
  codesOf(query: string, variables?: unknown): Promise<readonly unknown[]>;
  /**
   * Milliseconds from sending a body to having its answer, or those of them in which the router was at work, since other
   * processes may have been in its way: the median of seven, after two to warm up.
   */
  median(body: string): Promise<number>;
  /** Bytes of live objects. */
  heapUsed(): Promise<number>;
  stop(): Promise<void>;
}

const WARM_UP = 2;
const TIMES = 7;

/** Starts a process with nothing but a router that listens on a free port. */
export async function startRouterProcess(message: ServeMessage): Promise<RouterProcess> {
  const child = fork(fileURLToPath(new URL('serve-main.js', import.meta.url)), [], {
    execArgv: ['--expose-gc'],
    // It logs what it cannot reach, which in these tests is everything.
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  const said = async (): Promise<ServedMessage> => {
    const [answer] = (await Promise.race([
      once(child, 'message'),
      once(child, 'exit').then(() => Promise.reject(new Error('The router has ended.'))),
    ])) as [ServedMessage];
    return answer;
  };
  const ask = (question: ServeMessage | 'heap' | 'busy'): Promise<ServedMessage> => {
    child.send(question);
    return said();
  };
  const { url = '' } = await ask(message);
  const send: RouterProcess['send'] = (body, headers) =>
    fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    });
  return {
    url,
    send,
    async codesOf(query, variables) {
      const response = await send(JSON.stringify({ query, variables }));
      const { errors = [] } = (await response.json()) as {
        readonly errors?: readonly { readonly extensions: { readonly code: string } }[];
      };
      return errors.map(({ extensions }) => extensions.code);
    },
    async median(body) {
      const times: number[] = [];
      for (let round = 0; round < WARM_UP + TIMES; round += 1) {
        const { busy = 0 } = await ask('busy');
        const began = performance.now();
        await (await send(body)).text();
        const waited = performance.now() - began;
        const worked = ((await ask('busy')).busy ?? Infinity) - busy;
        if (round >= WARM_UP) times.push(Math.min(waited, worked));
      }
      return times.toSorted((a, b) => a - b)[TIMES >> 1] ?? Infinity;
    },
    async heapUsed() {
      return (await ask('heap')).heapUsed ?? Infinity;
    },
    async stop() {
      const exit = once(child, 'exit');
      child.kill();
      await exit;
    },
  };
}
