import type { Probe } from '../probe.js';

/** What a request may hold, and what of it goes on to subgraphs. */
export const PROBES: readonly Probe[] = [
  {
    option: 'headers.forward',
    config: { headers: { forward: ['x-tenant'] } },
    observe: async ({ post, subgraphs }) => {
      await post('{ me { id } }', { 'x-tenant': 'seven' });
      return subgraphs.requests[0]?.headers['x-tenant'];
    },
    expected: 'seven',
  },
];
