import type { EngineName, RouterOptions, SubgraphTransport } from '@techally/router';
import { createRouter, SubrequestError } from '@techally/router';
import { pino } from 'pino';
import type { AnswerSubgraph, CreateSubject, Subject } from './subject.js';

/** An engine inside the whole router; its subgraphs are called without HTTP. */
export function routerSubject(engine: EngineName): CreateSubject {
  return async (supergraphSdl, answer) =>
    createRouterSubject({ supergraphSdl, engine, transport: transportOf(answer) });
}

/** A router under test, which can be told to forget what it has kept. */
export interface RouterSubject extends Subject {
  forget(): void;
}

export async function createRouterSubject(options: RouterOptions): Promise<RouterSubject> {
  const log: string[] = [];
  const logger = pino({ level: 'error' }, { write: (line: string) => log.push(line) });
  const router = await createRouter({ logger, sandbox: { enabled: false }, limits: LIMITS, ...options });
  return {
    log,
    async execute({ query, variables }) {
      log.length = 0;
      const response = await router.fetch('/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query, variables }),
      });
      return response.text();
    },
    forget() {
      router.evict({ everything: true });
    },
    close: () => router.close(),
  };
}

export function transportOf(answer: AnswerSubgraph): SubgraphTransport {
  return {
    async send({ name }, { query, variables }) {
      const body = await answer(name, query, variables);
      switch (body.kind) {
        case 'failure':
          throw new SubrequestError(body.code, `Subgraph "${name}" could not be reached.`);
        case 'text':
          return { kind: 'text', httpStatus: body.status, mediaType: body.mediaType, text: body.text };
        case 'result':
          return { kind: 'result', httpStatus: body.status, result: body.result };
      }
    },
  };
}

/** Random operations are larger than clients need theirs to be; the limits have tests of their own. */
const LIMITS = {
  maxTokens: 1_000_000,
  maxRecursiveSelections: 1_000_000,
  maxDepth: 1_000,
  maxHeight: 1_000_000,
  maxAliases: 1_000_000,
  maxRootFields: 1_000_000,
  maxDirectives: 1_000_000,
};
