import type { IncomingHttpHeaders } from 'node:http';
import type { Identity } from '@techally/identity';
import type { Requester } from '../pipeline/request-context.js';
import { identityKey } from './identity-key.js';

/** What the HTTP front knows of a request's sender. */
export interface Sender {
  readonly headers: IncomingHttpHeaders;
  readonly clientAddress: string | undefined;
  readonly requestId: string;
}

/** Puts together who asks, with the headers of the request that go to subgraphs. */
export type DescribeRequester = (identity: Identity, sender: Sender) => Requester;

const NO_HEADERS: Readonly<Record<string, string>> = {};

/** @param forward Names of the request headers that go to subgraphs, in lower case. */
export function createDescribeRequester(forward: readonly string[]): DescribeRequester {
  return (identity, { headers, clientAddress, requestId }) => {
    const forwardedHeaders = forward.length === 0 ? NO_HEADERS : pick(headers, forward);
    // Subgraphs see the request id. One that the client chose may mean something to them; one of ours means nothing.
    const ownId = headers['x-request-id'] === requestId ? requestId : '';
    // No part can hold a line break: header values cannot (RFC 9110, section 5.5), and JSON escapes it.
    let sharingKey = `${identityKey(identity)}\n${clientAddress ?? ''}\n${ownId}`;
    if (forwardedHeaders !== NO_HEADERS) sharingKey += `\n${JSON.stringify(forwardedHeaders)}`;
    return { identity, clientAddress, clientHeaders: headers, forwardedHeaders, requestId, sharingKey };
  };
}

function pick(headers: IncomingHttpHeaders, names: readonly string[]): Readonly<Record<string, string>> {
  const picked: Record<string, string> = {};
  for (const name of names) {
    const value = headers[name];
    if (value !== undefined) picked[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return picked;
}
