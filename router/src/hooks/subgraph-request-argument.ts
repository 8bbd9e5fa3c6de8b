import { parseClientJson } from '../pipeline/parse-client-json.js';
import type { Subgraph, SubgraphHeaders, SubgraphRequest } from '../transport/subgraph-transport.js';
import type { HookContext } from './hook-context.js';
import type { SubgraphRequestHookArgument } from './router-hooks.js';

/** A request as a hook sees it. Variables are text on their way, and parsed only for a hook that looks at them. */
export class SubgraphRequestArgument implements SubgraphRequestHookArgument {
  readonly subgraph: string;
  readonly operationKind: SubgraphRequest['operationKind'];
  readonly operationName: string | undefined;
  readonly headers: Record<string, string>;
  url: string;
  query: string;
  #variables: Record<string, unknown> | undefined;

  constructor(
    private readonly to: Subgraph,
    private readonly request: SubgraphRequest,
    readonly context: HookContext,
  ) {
    this.subgraph = to.name;
    this.operationKind = request.operationKind;
    this.operationName = request.operationName;
    this.headers = { ...request.headers.values };
    this.url = to.url;
    this.query = request.query;
  }

  get variables(): Record<string, unknown> {
    return (this.#variables ??= parseClientJson(this.request.variables ?? '{}') as Record<string, unknown>);
  }

  set variables(variables: Record<string, unknown>) {
    this.#variables = variables;
  }

  /** What is sent, with all that the hook has changed. */
  changed(): { readonly subgraph: Subgraph; readonly request: SubgraphRequest } {
    const { to, request, url, query } = this;
    const variables = this.#variables === undefined ? request.variables : JSON.stringify(this.#variables);
    return {
      subgraph: url === to.url ? to : { name: to.name, url },
      request: { ...request, query, variables, headers: changedHeaders(request.headers, this.headers) },
    };
  }
}

/** Headers that a hook has set may decide about the answer, so requests for which they differ share none. */
function changedHeaders(before: SubgraphHeaders, after: Readonly<Record<string, string>>): SubgraphHeaders {
  const names = new Set([...Object.keys(before.values), ...Object.keys(after)]);
  const changes = [...names]
    .filter((name) => before.values[name] !== after[name])
    .map((name) => [name, after[name] ?? null]);
  if (changes.length === 0) return before;
  const values: Record<string, string> = {};
  for (const [name, value] of Object.entries(after)) values[name.toLowerCase()] = value;
  return { values, sharingKey: `${before.sharingKey}\n${JSON.stringify(changes)}` };
}
