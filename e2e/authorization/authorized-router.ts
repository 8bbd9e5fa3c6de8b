import type { Identity } from '@techally/identity';
import type { EngineName, ExecuteResult, Policy, Router, RouterConfigInput } from '@techally/router';
import { createInProcessTransport, createRouter } from '@techally/router';
import { pino } from 'pino';
import type { RunningSubgraph } from '../federation/harness/running-subgraph.js';

export interface AuthorizedRouter {
  readonly router: Router;
  /** Lines that the router has logged. */
  readonly log: readonly string[];
  execute(query: string, as?: Asking): Promise<Executed>;
}

export interface Asking {
  readonly identity?: Identity;
  readonly variables?: Readonly<Record<string, unknown>>;
}

export interface Executed {
  readonly status: number;
  /** As text, so that the order of its keys counts. */
  readonly data: string | undefined;
  /** Paths of what was refused. */
  readonly refused: readonly string[];
  /** Codes of all other errors. */
  readonly otherErrors: readonly unknown[];
  /** The operations that subgraphs got. */
  readonly asked: string;
}

export interface AuthorizedRouterOptions {
  readonly supergraph: string;
  readonly subgraphs: ReadonlyMap<string, RunningSubgraph>;
  readonly engine?: EngineName;
  readonly authorization?: RouterConfigInput['authorization'];
  readonly policies?: Readonly<Record<string, Policy>>;
  readonly otherPolicies?: Policy;
}

/** A router in this process over real subgraphs, which remember what they were asked. */
export async function createAuthorizedRouter(options: AuthorizedRouterOptions): Promise<AuthorizedRouter> {
  const { subgraphs, ...given } = options;
  const log: string[] = [];
  const router = await createRouter({
    ...given,
    transport: createInProcessTransport(subgraphs),
    logger: pino({ level: 'error' }, { write: (line: string) => log.push(line) }),
  });
  return {
    router,
    log,
    async execute(query, { identity, variables } = {}) {
      for (const { operations } of subgraphs.values()) operations.length = 0;
      const result = await router.execute({ query, variables }, { identity });
      return describeResult(result, subgraphs);
    },
  };
}

function describeResult(
  { status, data, errors = [] }: ExecuteResult,
  subgraphs: ReadonlyMap<string, RunningSubgraph>,
): Executed {
  const isRefusal = ({ extensions }: (typeof errors)[number]) =>
    extensions?.['code'] === 'UNAUTHORIZED_FIELD_OR_TYPE';
  return {
    status,
    data: data === undefined ? undefined : JSON.stringify(data),
    refused: errors.filter(isRefusal).map(({ path }) => path?.join('.') ?? ''),
    otherErrors: errors.filter((error) => !isRefusal(error)).map(({ extensions }) => extensions?.['code']),
    asked: [...subgraphs.values()]
      .flatMap(({ name, operations }) => operations.map(({ query }) => `${name}: ${query}`))
      .join('\n'),
  };
}

/** A user whose access token has these scopes. */
export function userWith(...scope: readonly string[]): Identity {
  return {
    kind: 'user',
    userId: 'u1',
    email: 'ann@example.com',
    role: 'USER',
    tier: 'STANDARD',
    scope,
    sessionId: 's1',
    tokenId: 't1',
  };
}
