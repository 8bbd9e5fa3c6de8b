import type { ServerResponse } from 'node:http';

/**
 * What a subgraph can be told to do wrong, by the authorization that gateways forward: `Bearer fault-<subgraph>-<fault>`.
 * The soak test sends such requests.
 */
export const FAULTS = ['unavailable', 'not-json', 'reset', 'cut', 'slow', 'errors'] as const;
export type Fault = (typeof FAULTS)[number];

/** The authorization that makes one subgraph fail. */
export function faultAuthorization(subgraph: string, fault: Fault): string {
  return `Bearer fault-${subgraph}-${fault}`;
}

/** Answers with a fault, if this subgraph shall. */
export function injectFault(
  subgraph: string,
  authorization: string | undefined,
  response: ServerResponse,
): boolean {
  const prefix = `Bearer fault-${subgraph}-`;
  if (authorization?.startsWith(prefix) !== true) return false;
  const fault = FAULTS.find((name) => name === authorization.slice(prefix.length));
  if (fault === undefined) return false;
  commit(fault, response);
  return true;
}

function commit(fault: Fault, response: ServerResponse): void {
  const json = { 'content-type': 'application/json' };
  switch (fault) {
    case 'unavailable':
      response.writeHead(503, { 'content-type': 'text/plain' }).end('try later');
      return;
    case 'not-json':
      response.writeHead(200, json).end('{"data":{"users":[{"id":');
      return;
    case 'reset':
      response.socket?.resetAndDestroy();
      return;
    case 'cut':
      response.writeHead(200, { ...json, 'content-length': 4096 });
      response.write('{"data":');
      setImmediate(() => response.socket?.destroy());
      return;
    case 'slow':
      setTimeout(() => response.writeHead(200, json).end('{"data":null}'), 400).unref();
      return;
    case 'errors':
      response.writeHead(200, json).end('{"data":null,"errors":[{"message":"told to fail"}]}');
      return;
  }
}
