import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** Ids go into logs, headers and subgraphs; what does not look like one (line breaks, kilobytes) is not taken over. */
const SANE_ID = /^[A-Za-z0-9._:-]{1,128}$/;

/** The id by which a request is found in every log: the sender's own if it is sane, else a new one. */
export function requestId(headers: IncomingHttpHeaders): string {
  const sent = headers['x-request-id'];
  return typeof sent === 'string' && SANE_ID.test(sent) ? sent : randomUUID();
}
