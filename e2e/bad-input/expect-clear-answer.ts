import { ROUTER_ERRORS } from '@techally/router';
import { SUBGRAPH_ERRORS } from '@techally/subgraph-kit';
import { expect } from 'vitest';

/** Codes that say that something broke, on whatever side; a client's mistake never causes one. */
const FAILURES =
  /^(INTERNAL_|SERVICE_UNAVAILABLE|DOWNSTREAM_|SUBREQUEST_|SUPERGRAPH_|CONFIG_|PORT_|QUERY_PLANNING_)/;

/** The codes with which a client is told of its own mistake. */
const CLIENT_CODES = new Set(
  [...Object.keys(ROUTER_ERRORS), ...Object.keys(SUBGRAPH_ERRORS)].filter((code) => !FAILURES.test(code)),
);

/** Traces of the inside: stack traces, files, SQL, the database library. */
const INSIDE =
  / {4}at |node_modules|\.[tj]s:\d|prisma|postgres|SELECT |INSERT |invocation|constraint|column "/i;

export interface ClearAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: {
    readonly data?: any;
    readonly errors?: readonly {
      readonly message: string;
      readonly path?: readonly (string | number)[];
      readonly extensions: { readonly code: string; readonly reason?: string };
    }[];
  };
}

/** What is wrong with an answer to bad input; null when it is as it should be. */
export function unclear({ status, body }: Pick<ClearAnswer, 'status' | 'body'>, text: string): string | null {
  if (status !== 200 && status !== 400) return `status ${status}`;
  if (INSIDE.test(text)) return 'tells of the inside';
  if (body.data === undefined && (body.errors ?? []).length === 0) return 'neither data nor errors';
  for (const { message, extensions } of body.errors ?? []) {
    if (!CLIENT_CODES.has(extensions.code)) return `code ${extensions.code}`;
    if (message === '') return 'an error without a message';
    if (Object.keys(extensions).some((key) => !['code', 'reason', 'retryAfter', 'field'].includes(key)))
      return `extensions ${JSON.stringify(extensions)}`;
  }
  return null;
}

/** Reads an answer that refuses a request, and checks that it does so in the one form that clients know. */
export async function readRefusal(response: Response): Promise<ClearAnswer> {
  const text = await response.text();
  const answer = {
    status: response.status,
    headers: response.headers,
    body: JSON.parse(text) as ClearAnswer['body'],
  };
  expect(text).not.toMatch(INSIDE);
  expect(answer.body.errors?.length).toBeGreaterThan(0);
  for (const { extensions } of answer.body.errors ?? []) expect(CLIENT_CODES).toContain(extensions.code);
  return answer;
}
