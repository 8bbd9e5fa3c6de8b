import type { Stack } from '@techally/stack';

/** An error of an answer. */
export interface ReplyError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** An answer, its HTTP status included. */
export interface Reply {
  readonly status: number;
  readonly data: Readonly<Record<string, unknown>> | null;
  readonly errors: readonly ReplyError[];
}

/** Sends an operation to the router as any client would; without an access token as nobody. */
export async function sendOperation(
  { router }: Pick<Stack, 'router'>,
  query: string,
  variables: Readonly<Record<string, unknown>>,
  accessToken?: string,
): Promise<Reply> {
  const response = await router.fetch('http://router/graphql', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(accessToken === undefined ? {} : { authorization: `Bearer ${accessToken}` }),
    },
    body: JSON.stringify({ query, variables }),
  });
  const { data = null, errors = [] } = (await response.json()) as Partial<Reply>;
  return { status: response.status, data, errors };
}

/**
 * As {@link sendOperation}, for what has to work: the data of the answer.
 * Throws when there are errors, also when they are the user's.
 */
export async function requireData(...args: Parameters<typeof sendOperation>): Promise<any> {
  const { data, errors } = await sendOperation(...args);
  const refused = Object.values(data ?? {}).some(
    (payload) =>
      typeof payload === 'object' &&
      payload !== null &&
      'userErrors' in payload &&
      (payload.userErrors as unknown[]).length > 0,
  );
  if (errors.length > 0 || refused) throw new Error(`${args[1]} → ${JSON.stringify({ data, errors })}`);
  return data;
}
