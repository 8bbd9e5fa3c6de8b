import type { TestStack } from '../harness/start-test-stack.js';
import type { ClearAnswer } from './expect-clear-answer.js';

export interface SentOperation {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  /** The whole `authorization` header is `Bearer <token>`; absent for nobody. */
  readonly accessToken?: string | undefined;
}

/** An answer and its text, in which traces of the inside are looked for. */
export interface TextAnswer extends ClearAnswer {
  readonly text: string;
}

/** Sends an operation as any HTTP client could: the variables need not fit the schema. */
export async function sendOperation(
  { router }: Pick<TestStack, 'router'>,
  { query, variables, accessToken }: SentOperation,
): Promise<TextAnswer> {
  const response = await router.fetch('http://router/graphql', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(accessToken === undefined ? {} : { authorization: `Bearer ${accessToken}` }),
    },
    body: JSON.stringify({ query, variables }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: JSON.parse(text) as TextAnswer['body'],
  };
}
