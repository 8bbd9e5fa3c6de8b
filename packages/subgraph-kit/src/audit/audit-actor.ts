import { requireAdmin } from '../server/request-context.js';
import type { RequestContext } from '../server/request-context.js';

/** The administrator who does something, for the audit log. */
export interface AuditActor {
  readonly userId: string;
  /** What the token or API key in use is good for. */
  readonly scope: readonly string[];
  /** The network address. */
  readonly address: string | null;
  /** The id of the HTTP request. */
  readonly requestId: string;
}

/** What the columns and the contract have room for; both are text that a client may have a say in. */
const MAX_ADDRESS = 64;
const MAX_REQUEST_ID = 128;

/** The administrator of a request. Throws {@link UnauthenticatedError} or {@link ForbiddenError}. */
export function auditActor(
  context: Pick<RequestContext, 'identity' | 'clientAddress' | 'requestId'>,
): AuditActor {
  const { userId, scope } = requireAdmin(context);
  return {
    userId,
    scope,
    address: context.clientAddress?.slice(0, MAX_ADDRESS) ?? null,
    requestId: context.requestId.slice(0, MAX_REQUEST_ID),
  };
}
