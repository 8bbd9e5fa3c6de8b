import type { AnswerError } from './graphql-client-error.js';
import { GraphQLClientError } from './graphql-client-error.js';
import type { TypedDocument } from './typed-document.js';

export interface ClientOptions {
  /** The GraphQL endpoint, such as `http://127.0.0.1:4000/graphql`. */
  readonly url: string;
  /** Default: the global `fetch`. */
  readonly fetch?: (url: string, init: RequestInit) => Promise<Response>;
  /** Sent with every request; see `withHeaders`. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer as it came, errors included. */
export interface Answer<Result> {
  readonly status: number;
  readonly data: Result | null;
  readonly errors: readonly AnswerError[];
  readonly retryAfter: number | null;
}

/** Variables are left out when an operation has none. */
export type VariableArguments<Variables> =
  Record<string, never> extends Variables ? [variables?: Variables] : [variables: Variables];

/** A GraphQL client over fetch, for operations that are typed by code generation. */
export interface Client {
  /** The data. Throws {@link GraphQLClientError} when the answer has errors. */
  request<Result, Variables>(
    document: TypedDocument<Result, Variables>,
    ...variables: VariableArguments<Variables>
  ): Promise<Result>;
  /** The answer with its errors. Throws {@link GraphQLClientError} only when there was no GraphQL answer. */
  answer<Result, Variables>(
    document: TypedDocument<Result, Variables>,
    ...variables: VariableArguments<Variables>
  ): Promise<Answer<Result>>;
  /** The same client with more headers. */
  withHeaders(headers: Readonly<Record<string, string>>): Client;
  /** The same client in the name of whoever the access token belongs to. */
  withToken(accessToken: string): Client;
}

export function createClient(options: ClientOptions): Client {
  const send = options.fetch ?? ((url, init) => fetch(url, init));

  async function answer<Result>(query: string, variables: unknown): Promise<Answer<Result>> {
    const response = await send(options.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json, application/json',
        ...options.headers,
      },
      body: JSON.stringify({ query, variables: variables ?? {} }),
    });
    const retryAfter = retryAfterOf(response);
    const body = await bodyOf(response);
    if (body === null) throw new GraphQLClientError(response.status, [], retryAfter);
    return {
      status: response.status,
      data: (body.data ?? null) as Result | null,
      errors: body.errors ?? [],
      retryAfter,
    };
  }

  return {
    answer: (document, ...[variables]) => answer(document.toString(), variables),
    async request<Result, Variables>(
      document: TypedDocument<Result, Variables>,
      ...[variables]: VariableArguments<Variables>
    ) {
      const { status, data, errors, retryAfter } = await answer<Result>(document.toString(), variables);
      if (errors.length > 0 || data === null) throw new GraphQLClientError(status, errors, retryAfter);
      return data;
    },
    withHeaders: (headers) => createClient({ ...options, headers: { ...options.headers, ...headers } }),
    withToken: (accessToken) =>
      createClient({ ...options, headers: { ...options.headers, authorization: `Bearer ${accessToken}` } }),
  };
}

interface Body {
  readonly data?: unknown;
  readonly errors?: readonly AnswerError[];
}

function isBody(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && ('data' in value || 'errors' in value);
}

async function bodyOf(response: Response): Promise<Body | null> {
  try {
    const body: unknown = await response.json();
    return isBody(body) ? body : null;
  } catch {
    return null;
  }
}

function retryAfterOf(response: Response): number | null {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) ? seconds : null;
}
