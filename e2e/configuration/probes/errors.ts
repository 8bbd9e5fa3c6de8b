import type { Probe } from '../probe.js';

const firstError: Probe['observe'] = async ({ post }) => {
  const { errors } = (await (await post('{ fail }', { 'x-api-key': 'key' })).json()) as {
    readonly errors: readonly [{ readonly message: string; readonly extensions: object }];
  };
  return errors[0];
};

const PASSED = 'The table "users" has no row 7.';
const REDACTED = 'A service reported an error.';
const told = (message: string, extensions: object = {}) => ({
  message,
  path: ['fail'],
  extensions: { code: 'ROW_MISSING', ...extensions },
});

/** What clients see of the errors of subgraphs. */
export const PROBES: readonly Probe[] = [
  {
    option: 'errors.subgraphMessages',
    config: { errors: { subgraphMessages: 'redact' } },
    observe: firstError,
    expected: told(REDACTED),
  },
  {
    option: 'errors.allowedExtensions',
    config: { errors: { allowedExtensions: ['hint'] } },
    observe: firstError,
    expected: told(PASSED, { hint: 'Look again.' }),
  },
  {
    option: 'errors.includeServiceName',
    config: { errors: { includeServiceName: 'always' } },
    observe: firstError,
    expected: told(PASSED, { serviceName: 'users' }),
  },
  {
    option: 'errors.includeServiceName.scopes',
    config: { errors: { includeServiceName: { scopes: ['ops'] } } },
    without: {},
    code: {
      resolveApiKey: () => ({
        kind: 'user',
        userId: '1',
        email: 'ann@example.com',
        role: 'USER',
        tier: 'STANDARD',
        scope: ['ops'],
      }),
    },
    observe: firstError,
    expected: told(PASSED, { serviceName: 'users' }),
  },
  {
    option: 'errors.subgraphs.<name>.subgraphMessages',
    config: { errors: { subgraphs: { users: { subgraphMessages: 'redact' } } } },
    observe: firstError,
    expected: told(REDACTED),
  },
  {
    option: 'errors.subgraphs.<name>.allowedExtensions',
    config: { errors: { subgraphs: { users: { allowedExtensions: ['hint'] } } } },
    observe: firstError,
    expected: told(PASSED, { hint: 'Look again.' }),
  },
];
