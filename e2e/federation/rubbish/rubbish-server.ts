import type { ServerResponse } from 'node:http';
import { text as readText } from 'node:stream/consumers';
import { serveHttp } from '@techally/test-parts';
import type { FormattedExecutionResult } from 'graphql';
import type { RunningSubgraph, SubgraphOperation } from '../harness/running-subgraph.js';

/** Answers a request in any way that it likes. `truth` is what a healthy subgraph would answer. */
export type Reply = (response: ServerResponse, truth: FormattedExecutionResult) => void;

export interface RubbishServer {
  readonly url: string;
  /** How the following requests are answered; healthily when undefined. */
  reply: Reply | undefined;
  /** The text of the last request. */
  lastBody: string;
  close(): Promise<void>;
}

/** A bare HTTP server in front of a subgraph. */
export async function startRubbishServer(subgraph: RunningSubgraph): Promise<RubbishServer> {
  const { url, close } = await serveHttp((request, response) => {
    // Clients hang up on some of the replies.
    response.on('error', () => undefined);
    void (async () => {
      rubbish.lastBody = await readText(request);
      const truth = await subgraph.execute(JSON.parse(rubbish.lastBody) as SubgraphOperation);
      (rubbish.reply ?? sendTruth)(response, truth);
    })();
  });
  const rubbish: RubbishServer = {
    url: `${url}/`,
    reply: undefined,
    lastBody: '',
    close,
  };
  return rubbish;
}

const sendTruth: Reply = (response, truth) => send(response, JSON.stringify(truth));

/** Sends a text as JSON, whatever it is. */
export function send(
  response: ServerResponse,
  text: string | Uint8Array,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(text);
}

/** A reply of that text. */
export function text(
  body: string | Uint8Array,
  status?: number,
  headers?: Readonly<Record<string, string>>,
): Reply {
  return (response) => send(response, body, status, headers);
}

/** A reply that is made from the data of the truth. */
export function changed(change: (data: Record<string, unknown>) => unknown): Reply {
  return (response, { data }) =>
    send(response, JSON.stringify({ data: change(structuredClone(data) ?? {}) }));
}
