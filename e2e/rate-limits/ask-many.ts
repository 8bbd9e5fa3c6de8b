import { Agent, request } from 'node:http';
import { text } from 'node:stream/consumers';

/** Connections to one router; the other requests wait for one of them. */
const CONNECTIONS = 250;

/** What one request got. */
export interface Reply {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: string;
}

/** Sends so many operations at once with one token, to each of the routers in turn. */
export async function askMany(
  urls: readonly string[],
  { count, token }: { readonly count: number; readonly token: string },
): Promise<readonly Reply[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  try {
    return await Promise.all(
      Array.from({ length: count }, (_, index) => {
        // No two alike, so that none could be saved by sharing.
        const body = JSON.stringify({ query: `{ field${String(index)}: __typename }` });
        return post(`${urls[index % urls.length] ?? ''}/graphql`, { agent, token, body });
      }),
    );
  } finally {
    agent.destroy();
  }
}

function post(
  url: string,
  { agent, token, body }: { readonly agent: Agent; readonly token: string; readonly body: string },
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    request(url, { method: 'POST', agent, headers }, (response) => {
      text(response).then(
        (answer) => {
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: answer });
        },
        (error: unknown) => {
          reject(error instanceof Error ? error : new Error(String(error)));
        },
      );
    })
      .on('error', reject)
      .end(body);
  });
}
