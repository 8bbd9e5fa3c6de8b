import { ANONYMOUS } from '@techally/identity';
import { Kind, OperationTypeNode, parse } from 'graphql';
import { pino } from 'pino';
import type { z } from 'zod';
import { errorOptions } from '../config/error-options.js';
import { createSubgraphErrorPolicy } from '../errors/subgraph-error-policy.js';
import { followSignal } from '../cancellation/follow-signal.js';
import { createTechallyEngine } from '../engine/techally-engine.js';
import type { Engine, ExecutionAnswer, PreparedOperation } from '../engine/engine.js';
import { RequestContext } from '../pipeline/request-context.js';
import type { Subgraph, SubgraphReply, SubgraphRequest } from '../transport/subgraph-transport.js';

export interface TestEngineOptions {
  readonly supergraphSdl: string;
  /** How subgraphs answer. */
  readonly send: (subgraph: Subgraph, request: SubgraphRequest) => Promise<SubgraphReply>;
  readonly errors?: z.input<typeof errorOptions>;
}

export interface TestEngine {
  readonly engine: Engine;
  /** Lines that the engine has logged. */
  readonly log: readonly string[];
  execute(query: string, options?: ExecuteOptions): Promise<ExecutionAnswer & { readonly json: unknown }>;
}

export interface ExecuteOptions {
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly signal?: AbortSignal;
}

/** The router's own engine, over subgraphs that answer what the test says. Operations are not validated. */
export async function createTestEngine(options: TestEngineOptions): Promise<TestEngine> {
  const log: string[] = [];
  const logger = pino({ level: 'debug' }, { write: (line: string) => log.push(line) });
  const engine = await createTechallyEngine({
    supergraphSdl: options.supergraphSdl,
    transport: { send: options.send },
    subgraphHeaders: () => ({ values: {}, sharingKey: '' }),
    subgraphUrls: new Map(),
    subgraphErrors: createSubgraphErrorPolicy(errorOptions.parse(options.errors ?? {})),
    logger,
  });
  const prepared = new Map<string, PreparedOperation>();

  function prepare(source: string): PreparedOperation {
    let known = prepared.get(source);
    if (known === undefined) {
      const document = parse(source);
      const operation = document.definitions.find((each) => each.kind === Kind.OPERATION_DEFINITION);
      if (operation === undefined) throw new Error('The document has no operation.');
      prepared.set(source, (known = { source, document, operation }));
    }
    return known;
  }

  return {
    engine,
    log,
    async execute(query, { variables = {}, signal } = {}) {
      const operation = prepare(query);
      const isMutation = operation.operation.operation === OperationTypeNode.MUTATION;
      const requester = {
        identity: ANONYMOUS,
        clientAddress: undefined,
        forwardedHeaders: {},
        requestId: 'test',
        sharingKey: '',
      };
      const context = new RequestContext(
        requester,
        isMutation ? '1' : '0',
        followSignal(signal).cancellation,
        logger,
      );
      const answer = await engine.execute(operation, { variables, context });
      return { ...answer, json: answer.data === undefined ? undefined : JSON.parse(answer.data) };
    },
  };
}

/** A reply as it comes over HTTP. */
export function textReply(text: string, httpStatus = 200): SubgraphReply {
  return { kind: 'text', httpStatus, mediaType: 'application/json', text };
}
