import type { SubgraphRequestHookArgument, SubgraphResponseHookArgument } from '@techally/router';

/** What stood in `willSendRequest` of a data source. There, it was one class for each kind of subgraph. */
export function onSubgraphRequest({ subgraph, headers, context }: SubgraphRequestHookArgument): undefined {
  // Before: request.http.headers.set('x-user-id', context.userId)
  if (context.identity.kind === 'user') headers['x-user-id'] = context.identity.userId;
  // Before: in a data source that `buildService` made for this subgraph only
  if (subgraph === 'reviews') headers['x-api-version'] = '2024-10';
}

/** What stood in `didReceiveResponse`. */
export function onSubgraphResponse({ subgraph, headers, context }: SubgraphResponseHookArgument): void {
  const cost = headers.find(([name]) => name === 'x-cost')?.[1];
  context.values.set(`cost of ${subgraph}`, Number(cost ?? 0));
}
