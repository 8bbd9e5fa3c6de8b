import type { GraphQLFormattedError } from 'graphql';
import type { QueryPlan } from '../planner/query-plan.js';
import type { ReplyHeaders } from '../transport/subgraph-transport.js';
import type { HookContext } from './hook-context.js';

export type { HookContext } from './hook-context.js';

/**
 * Code that sees requests on their way, and may change what its argument allows. Each hook may be asynchronous; the
 * request waits for it. A `ClientError` that a hook throws is the answer; anything else that it throws is logged, and the
 * answer is `HOOK_FAILED`.
 */
export interface RouterHooks {
  /** A GraphQL request has come, by HTTP. Nothing is known about it yet. */
  readonly onRequest?: ((request: RequestHookArgument) => MaybePromise<void>) | undefined;
  /** Its operation is known: the document is there, not yet parsed. */
  readonly onOperation?: ((operation: OperationHookArgument) => MaybePromise<void>) | undefined;
  /** The operation is planned, and will be executed so. */
  readonly onPlan?: ((plan: PlanHookArgument) => MaybePromise<void>) | undefined;
  /** A request is about to be sent to a subgraph. What is returned takes the place of the subgraph's answer. */
  readonly onSubgraphRequest?:
    ((request: SubgraphRequestHookArgument) => MaybePromise<SubgraphHookAnswer | undefined>) | undefined;
  /** A subgraph has answered. Not called for what `onSubgraphRequest` has answered, nor where there is no answer. */
  readonly onSubgraphResponse?: ((response: SubgraphResponseHookArgument) => MaybePromise<void>) | undefined;
  /** The answer is about to be sent to the client, refusals included. */
  readonly onResponse?: ((response: ResponseHookArgument) => MaybePromise<void>) | undefined;
}

type MaybePromise<T> = T | Promise<T>;
type JsonObject = Record<string, unknown>;

interface HookArgument {
  readonly context: HookContext;
}

export interface RequestHookArgument extends HookArgument {
  readonly method: 'GET' | 'POST';
  /** By lower-case name; may be changed, before anything reads them but the HTTP front. */
  readonly headers: Record<string, string | string[] | undefined>;
}

export interface OperationHookArgument extends HookArgument {
  /** The text of the document, whether it was sent or persisted. May be replaced; the text that comes then is not looked up. */
  query: string;
  /** May be changed or replaced. */
  variables: Readonly<JsonObject>;
  operationName: string | undefined;
}

export interface PlanHookArgument extends HookArgument {
  readonly operationName: string | undefined;
  readonly operationKind: 'query' | 'mutation' | 'subscription';
  /** Shared by all requests with this operation: not to be changed. */
  readonly plan: QueryPlan;
}

export interface SubgraphRequestHookArgument extends HookArgument {
  readonly subgraph: string;
  readonly operationKind: 'query' | 'mutation' | 'subscription';
  readonly operationName: string | undefined;
  /** Where the subgraph listens; may be replaced. */
  url: string;
  /** By lower-case name; may be changed. The identity header is among them. */
  readonly headers: Record<string, string>;
  /** May be replaced. Fields that it leaves out are errors in the answer. */
  query: string;
  /** May be changed or replaced. `representations` are those of entities. */
  variables: JsonObject;
}

/** What a hook answers in place of a subgraph. */
export interface SubgraphHookAnswer {
  readonly data?: JsonObject | null | undefined;
  readonly errors?: readonly GraphQLFormattedError[] | undefined;
}

export interface SubgraphResponseHookArgument extends HookArgument {
  readonly subgraph: string;
  readonly status: number;
  readonly headers: ReplyHeaders;
  /** May be changed or replaced. */
  data: JsonObject | null | undefined;
  /** May be replaced. Clients see of them what the options `errors` allow. */
  errors: readonly GraphQLFormattedError[] | undefined;
}

export interface ResponseHookArgument extends HookArgument {
  status: number;
  /** By lower-case name; may be changed. `content-length` is counted afterwards. */
  readonly headers: Record<string, string | string[]>;
  /** The GraphQL response; may be changed. */
  readonly body: ResponseBody;
}

export interface ResponseBody {
  data?: JsonObject | null;
  errors?: readonly GraphQLFormattedError[];
  extensions?: Readonly<JsonObject>;
}
