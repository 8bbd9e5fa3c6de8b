import type { UserIdentity } from '@techally/identity';
import { ANONYMOUS } from '@techally/identity';
import { expect, it } from 'vitest';
import { introspectionOption } from '../config/introspection-option.js';
import { createMayIntrospect } from './may-introspect.js';

const user: UserIdentity = {
  kind: 'user',
  userId: '1',
  email: 'a@b.co',
  role: 'USER',
  tier: 'STANDARD',
  scope: ['orders:read'],
};

it.each([
  [true, ANONYMOUS, true],
  [false, { ...user, role: 'ADMIN' }, false],
  [{ allow: { roles: ['ADMIN'] } }, { ...user, role: 'ADMIN' }, true],
  [{ allow: { roles: ['ADMIN'] } }, user, false],
  [{ allow: { scopes: ['schema:read', 'orders:read'] } }, user, true],
  [{ allow: { scopes: ['schema:read'] } }, user, false],
  [{ allow: { roles: ['ADMIN'], scopes: ['schema:read'] } }, { ...user, scope: ['schema:read'] }, true],
  [{ allow: { roles: ['USER', 'ADMIN'] } }, ANONYMOUS, false],
  [{ allow: {} }, { ...user, role: 'ADMIN' }, false],
  [{ allow: { roles: ['USER'] } }, { kind: 'service', service: 'order' }, false],
] as const)('introspection: %j lets %j see the schema: %s', (option, identity, expected) => {
  expect(createMayIntrospect(introspectionOption.parse(option))(identity)).toBe(expected);
});
