import { inject } from 'light-my-request';
import type { Dispatch } from './carrier.js';
import { nodeListener } from './node-carrier.js';

/** Statuses whose responses have no body, so that `Response` refuses one. */
const WITHOUT_BODY = new Set([204, 304]);

/** Lets the HTTP front handle a request without a socket. */
export async function injectRequest(dispatch: Dispatch, request: Request): Promise<Response> {
  const url = new URL(request.url);
  const body = request.body === null ? undefined : Buffer.from(await request.arrayBuffer());
  const answer = await inject(nodeListener(dispatch), {
    method: request.method,
    url: `${url.pathname}${url.search}`,
    headers: { host: url.host, ...Object.fromEntries(request.headers) },
    ...(body === undefined ? {} : { payload: body }),
  });
  const headers = new Headers();
  for (const [name, value] of Object.entries(answer.headers)) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item !== undefined) headers.append(name, String(item));
    }
  }
  const payload = WITHOUT_BODY.has(answer.statusCode) ? null : new Uint8Array(answer.rawPayload);
  return new Response(payload, { status: answer.statusCode, headers });
}
