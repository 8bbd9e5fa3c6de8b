import type { Identity, UserIdentity } from '@techally/identity';
import { ForbiddenError, UnauthenticatedError } from '../errors/request-errors.js';

/** What every resolver knows of the request. Subgraphs add their loaders. */
export interface RequestContext {
  readonly identity: Identity;
  readonly requestId: string;
  /** The client's network address as the router saw it; null for internal calls. */
  readonly clientAddress: string | null;
  /** The client's `user-agent`, as the router passed it on. */
  readonly userAgent: string | null;
}

/** The signed-in user. Throws {@link UnauthenticatedError} when there is none. */
export function requireUser(context: Pick<RequestContext, 'identity'>): UserIdentity {
  if (context.identity.kind !== 'user') throw new UnauthenticatedError();
  return context.identity;
}

/** The signed-in administrator. Throws {@link UnauthenticatedError} or {@link ForbiddenError}. */
export function requireAdmin(context: Pick<RequestContext, 'identity'>): UserIdentity {
  const user = requireUser(context);
  if (user.role !== 'ADMIN') throw new ForbiddenError();
  return user;
}
