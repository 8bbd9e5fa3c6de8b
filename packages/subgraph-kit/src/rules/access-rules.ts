import { rule } from './shield.js';
import { ForbiddenError, UnauthenticatedError } from '../errors/request-errors.js';
import type { RequestContext } from '../server/request-context.js';

/** Everybody, signed in or not. */
export const isAnyone = rule('isAnyone', { cache: 'no_cache' })(() => true);

/** Nobody: what has no rule of its own is closed. */
export const isNobody = rule('isNobody', { cache: 'no_cache' })(() => new ForbiddenError());

/** A signed-in user. */
export const isUser = rule('isUser', { cache: 'no_cache' })((_parent, _args, context: RequestContext) =>
  context.identity.kind === 'user' ? true : new UnauthenticatedError(),
);

/** A signed-in administrator. */
export const isAdmin = rule('isAdmin', { cache: 'no_cache' })((
  _parent,
  _args,
  { identity }: RequestContext,
) => {
  if (identity.kind !== 'user') return new UnauthenticatedError();
  return identity.role === 'ADMIN' ? true : new ForbiddenError();
});

/** One of our own subgraphs. */
export const isService = rule('isService', { cache: 'no_cache' })(
  (_parent, _args, { identity }: RequestContext) =>
    identity.kind === 'service' ? true : new ForbiddenError(),
);
