import type { RouterConfigInput } from '@techally/router';
import type { Identity, Tier } from '@techally/identity';
import type { Probe, ProbedRouter } from '../probe.js';

/** `tier` is the account's whose API key is `key`. */
const accountOf = (tier: Tier): Probe['code'] => ({
  resolveApiKey: () => {
    const user = { kind: 'user', userId: '1', email: 'a@b.co', role: 'USER', scope: [] } as const;
    return Promise.resolve<Identity>({ ...user, tier });
  },
});

interface Sent {
  readonly headers?: Readonly<Record<string, string>>;
  readonly extensions?: Readonly<Record<string, unknown>>;
}

async function ask({ router }: ProbedRouter, query: string, { headers = {}, extensions }: Sent = {}) {
  const response = await router.fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, extensions }),
  });
  return { response, body: (await response.json()) as any };
}

/** The code of the first error, or `undefined` for an answer without. */
const codeOf =
  (query: string, sent?: Sent) =>
  async (probed: ProbedRouter): Promise<unknown> =>
    (await ask(probed, query, sent)).body.errors?.[0]?.extensions.code;

const enforce = (options: NonNullable<RouterConfigInput['demandControl']>): RouterConfigInput => ({
  demandControl: { mode: 'enforce', ...options },
});

const FOUR = '{ users(first: 4) { id } }';
const FIVE = '{ users { id } }';
const WITH_KEY: Sent = { headers: { 'x-api-key': 'key' } };
const TOO_EXPENSIVE = 'COST_ESTIMATED_TOO_EXPENSIVE';

/** What operations may cost, and what their plans may look like. */
export const PROBES: readonly Probe[] = [
  {
    option: 'demandControl.mode',
    config: enforce({ maxCost: 3 }),
    observe: codeOf(FOUR),
    expected: TOO_EXPENSIVE,
  },
  {
    option: 'demandControl.maxCost',
    config: enforce({ maxCost: 3 }),
    observe: codeOf(FOUR),
    expected: TOO_EXPENSIVE,
  },
  {
    option: 'demandControl.maxCostByTier.anonymous',
    config: enforce({ maxCostByTier: { anonymous: 3 } }),
    observe: codeOf(FOUR),
    expected: TOO_EXPENSIVE,
  },
  {
    option: 'demandControl.maxCostByTier.authenticated',
    config: enforce({ maxCostByTier: { authenticated: 3 } }),
    code: accountOf('STANDARD'),
    observe: codeOf(FOUR, WITH_KEY),
    expected: TOO_EXPENSIVE,
  },
  {
    option: 'demandControl.maxCostByTier.premium',
    config: enforce({ maxCostByTier: { premium: 3 } }),
    code: accountOf('PREMIUM'),
    observe: codeOf(FOUR, WITH_KEY),
    expected: TOO_EXPENSIVE,
  },
  {
    option: 'demandControl.listSize',
    config: enforce({ maxCost: 10, listSize: 11 }),
    observe: codeOf(FIVE),
    expected: TOO_EXPENSIVE,
  },
  {
    option: 'demandControl.subgraphs.<name>.maxCost',
    config: enforce({ subgraphs: { reviews: { maxCost: 3 } } }),
    without: enforce({}),
    observe: codeOf('{ users(first: 4) { reviews { body } } }'),
    expected: TOO_EXPENSIVE,
  },
  {
    option: 'demandControl.actual',
    config: enforce({ maxCost: 4, listSize: 1, actual: 'enforce' }),
    observe: codeOf(FIVE),
    expected: 'COST_ACTUAL_TOO_EXPENSIVE',
  },
  {
    option: 'demandControl.exposeHeaders',
    config: { demandControl: { mode: 'measure', exposeHeaders: true } },
    observe: async (probed) => {
      const { headers } = (await ask(probed, FOUR)).response;
      return [headers.get('x-cost-estimated'), headers.get('x-cost-actual')];
    },
    expected: ['4', '4'],
  },
  {
    option: 'demandControl.exposeInExtensions',
    config: { demandControl: { mode: 'measure', exposeInExtensions: true } },
    observe: async (probed) =>
      (await ask(probed, FOUR, { extensions: { cost: true } })).body.extensions?.cost.estimated,
    expected: 4,
  },
  {
    option: 'planLimits.maxFetches',
    config: { planLimits: { maxFetches: 1 } },
    observe: codeOf('{ me { reviews { body } } }'),
    expected: 'PLAN_TOO_MANY_FETCHES',
  },
  {
    option: 'planLimits.maxDepth',
    config: { planLimits: { maxDepth: 1 } },
    observe: codeOf('{ me { reviews { body } } }'),
    expected: 'PLAN_TOO_DEEP',
  },
];
