import type { Probe, ProbedRouter } from '../probe.js';

const answerTo =
  (query: string, headers?: Readonly<Record<string, string>>) =>
  async ({ post }: ProbedRouter) => {
    const response = await post(query, headers);
    const { data } = (await response.json()) as { readonly data?: unknown };
    return { status: response.status, data };
  };

export const PROBES: readonly Probe[] = [
  {
    option: 'authorization.mode',
    config: { authorization: { mode: 'reject' } },
    observe: answerTo('{ me { id } inside }'),
    expected: { status: 403, data: undefined },
  },
  {
    option: 'authorization.roleScopes',
    config: { authorization: { roleScopes: { ADMIN: ['reports:read'] } } },
    observe: async ({ router }) => {
      const identity = {
        kind: 'user',
        userId: '1',
        email: 'ann@example.com',
        role: 'ADMIN',
        tier: 'STANDARD',
        scope: [],
        sessionId: '1',
      } as const;
      return (await router.execute({ query: '{ scoped }' }, { identity })).data;
    },
    expected: { scoped: 'scoped' },
  },
  {
    option: 'authorization.requireAuthentication',
    config: { authorization: { requireAuthentication: true } },
    observe: answerTo('{ me { id } }'),
    expected: { status: 401, data: undefined },
  },
];
