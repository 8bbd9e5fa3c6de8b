import type { RequestHookArgument } from '@techally/router';
import { ClientError } from '@techally/router';

const TENANTS = new Set(['north', 'south']);

/** Reads the tenant from the host name, `north.shop.example`. Subgraphs get it as `x-tenant`, whatever the client sends. */
export function onRequest({ headers, context }: RequestHookArgument): void {
  const [tenant = ''] = String(headers['host']).split('.');
  if (!TENANTS.has(tenant)) throw new ClientError('NOT_FOUND', { message: 'There is no such tenant.' });
  context.values.set('tenant', tenant);
  // Two requests of one tenant may share an answer; two of different tenants may not.
  context.sharingKey = tenant;
}
