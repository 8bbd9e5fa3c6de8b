import type { CodeOptions } from '@techally/router';
import type { Probe, ProbedRouter } from '../probe.js';

const DEVELOPER = {
  kind: 'user',
  userId: '7',
  email: 'dev@example.com',
  role: 'ADMIN',
  tier: 'STANDARD',
  scope: ['schema:read'],
} as const;

const code: Pick<CodeOptions, 'resolveApiKey'> = { resolveApiKey: () => DEVELOPER };

/** What introspection answers to anybody, and to an administrator with the scope `schema:read`. */
const statuses = async ({ post }: ProbedRouter): Promise<readonly number[]> => {
  const query = '{ __schema { queryType { name } } }';
  return [(await post(query)).status, (await post(query, { 'x-api-key': 'developer' })).status];
};

export const PROBES: readonly Probe[] = [
  {
    option: 'introspection',
    config: { introspection: false },
    code,
    observe: statuses,
    expected: [400, 400],
  },
  {
    option: 'introspection.allow.roles',
    config: { introspection: { allow: { roles: ['ADMIN'] } } },
    code,
    observe: statuses,
    expected: [400, 200],
  },
  {
    option: 'introspection.allow.scopes',
    config: { introspection: { allow: { scopes: ['schema:read'] } } },
    code,
    observe: statuses,
    expected: [400, 200],
  },
];
