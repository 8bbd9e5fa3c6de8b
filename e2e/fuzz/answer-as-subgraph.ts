import type { AnswerSubgraph, SubgraphBody } from './engines/subject.js';
import type { FuzzCase, OutageKind } from './fuzz-case.js';
import type { FederatedModel } from './world/federated-model.js';
import type { SubgraphServer } from './world/subgraph-server.js';
import { createSubgraphServer } from './world/subgraph-server.js';
import type { World } from './world/world.js';

/** The subgraphs of a supergraph, which answer for one case after the other. */
export interface CaseSubgraphs {
  readonly answer: AnswerSubgraph;
  /** Begins a case; requests that come from now on belong to it. */
  begin(fuzzCase: FuzzCase, world: World): void;
  /** Requests of this case, in order. */
  readonly asked: readonly AskedSubgraph[];
  /** Whether a request of this case got no proper answer. */
  readonly isOut: boolean;
  /** Why a request of this case cannot come of a right plan. */
  readonly planFault: string | undefined;
}

export interface AskedSubgraph {
  readonly subgraph: string;
  readonly query: string;
  readonly variables: string | undefined;
  /** The text that it was answered; absent while there is no answer, or when there was none. */
  reply?: string;
}

export function createCaseSubgraphs(model: FederatedModel): CaseSubgraphs {
  const servers = new Map<string, SubgraphServer>();
  for (const subgraph of model.subgraphs) {
    servers.set(`${subgraph.name} strict`, createSubgraphServer(subgraph, 'strict'));
    servers.set(`${subgraph.name} lenient`, createSubgraphServer(subgraph, 'lenient'));
  }
  let current: { readonly fuzzCase: FuzzCase; readonly world: World } | undefined;
  const asked: AskedSubgraph[] = [];
  let isOut = false;
  let planFault: string | undefined;

  async function answer(
    subgraph: string,
    query: string,
    variables: string | undefined,
  ): Promise<SubgraphBody> {
    if (current === undefined) throw new Error('No case has begun.');
    const { fuzzCase, world } = current;
    const request: AskedSubgraph = { subgraph, query, variables };
    asked.push(request);
    const server = servers.get(`${subgraph} ${fuzzCase.subgraphs}`);
    if (server === undefined) throw new Error(`There is no subgraph "${subgraph}".`);

    const { outage } = fuzzCase;
    const kind =
      outage?.subgraph === subgraph &&
      asked.filter((other) => other.subgraph === subgraph).length > outage.after
        ? outage.kind
        : undefined;
    isOut ||= kind !== undefined;
    if (kind === 'unreachable') return { kind: 'failure', code: 'SUBREQUEST_HTTP_ERROR' };
    if (kind === 'timeout') return { kind: 'failure', code: 'SUBREQUEST_TIMEOUT' };
    const proper = await server.execute(world, query, variables);
    planFault ??= proper.planFault;
    const result = kind === undefined ? proper.response : spoil(proper.response, kind);
    const text = typeof result === 'string' ? result : JSON.stringify(result);
    request.reply = text;
    if (fuzzCase.replies === 'result' && typeof result !== 'string')
      return { kind: 'result', status: 200, result };
    const isHtml = kind === 'html';
    return {
      kind: 'text',
      status: isHtml ? 502 : 200,
      mediaType: isHtml ? 'text/html' : 'application/json',
      text,
    };
  }

  return {
    answer,
    asked,
    get isOut() {
      return isOut;
    },
    get planFault() {
      return planFault;
    },
    begin(fuzzCase, world) {
      current = { fuzzCase, world };
      asked.length = 0;
      isOut = false;
      planFault = undefined;
    },
  };
}

/** What a subgraph answers during an outage, in place of a proper answer. */
function spoil(proper: { readonly data?: unknown }, kind: OutageKind): unknown {
  const data = proper.data as Record<string, unknown> | null | undefined;
  // Lists of entities only: fewer items of any other list are a proper answer.
  const lists = Object.entries(data ?? {}).filter(
    ([name, value]) => /^_e/.test(name) && Array.isArray(value),
  );
  switch (kind) {
    case 'not-json':
      return JSON.stringify(proper).slice(0, -3);
    case 'html':
      return '<html><body>502 Bad Gateway</body></html>';
    case 'no-data':
      return {};
    case 'null-data':
      return { data: null, errors: [{ message: 'All is lost.' }] };
    case 'wrong-shape':
      return [proper];
    case 'too-few-entities':
      return {
        data: { ...data, ...Object.fromEntries(lists.map(([name, list]) => [name, (list as []).slice(1)])) },
      };
    case 'too-many-entities':
      return {
        data: {
          ...data,
          ...Object.fromEntries(lists.map(([name, list]) => [name, [...(list as []), null]])),
        },
      };
    case 'unreachable':
    case 'timeout':
      return {};
  }
}
