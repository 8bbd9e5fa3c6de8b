import { freePort } from '@techally/test-parts';
import type { Probe } from '../probe.js';

const port = await freePort();

/** Where the router listens, what executes, and what else belongs to no group. */
export const PROBES: readonly Probe[] = [
  {
    option: 'port',
    config: { port },
    observe: async ({ listen }) => new URL(await listen()).port,
    expected: String(port),
  },
  {
    option: 'host',
    config: { host: '127.0.0.2', port: 0 },
    observe: async ({ listen }) => new URL(await listen()).hostname,
    expected: '127.0.0.2',
  },
  {
    option: 'engine',
    config: { engine: 'apollo-gateway' },
    observe: async ({ post, subgraphs }) => {
      await post('query Me { me { id } }');
      return subgraphs.requests[0]?.query.replaceAll(/\s+/g, ' ');
    },
    expected: 'query Me__users__0{me{id}}',
  },
  {
    option: 'trustProxy',
    config: { trustProxy: 'loopback', port: 0 },
    observe: async ({ listen, subgraphs }) => {
      await fetch(`${await listen()}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-forwarded-for': '203.0.113.7' },
        body: '{"query":"{ me { id } }"}',
      });
      return subgraphs.requests[0]?.headers['x-forwarded-for'];
    },
    expected: '203.0.113.7',
  },
  {
    option: 'subgraphs.<name>.url',
    config: ({ subgraphs }) => ({ subgraphs: { reviews: { url: subgraphs.urls.users } } }),
    without: {},
    observe: async ({ post, subgraphs }) => {
      await post('{ me { reviews { body } } }');
      return subgraphs.requests.map((request) => request.subgraph);
    },
    expected: ['users', 'users'],
  },
  {
    option: 'subgraphTimeout',
    config: { subgraphTimeout: 50 },
    observe: async ({ post }) =>
      (await (await post('{ slow(milliseconds: 200) }')).text()).includes('TIMEOUT'),
    expected: true,
  },
  {
    option: 'sandbox.enabled',
    config: { sandbox: { enabled: false } },
    observe: async ({ router }) => (await router.fetch('/', { headers: { accept: 'text/html' } })).status,
    expected: 404,
  },
  {
    option: 'sandbox.defaultQuery',
    config: { sandbox: { defaultQuery: 'query Greeting { me { name } }' } },
    observe: async ({ router }) =>
      (await (await router.fetch('/', { headers: { accept: 'text/html' } })).text()).includes(
        'query Greeting',
      ),
    expected: true,
  },
  {
    option: 'identity.secret',
    config: { identity: { secret: 'a-secret-of-more-than-32-characters' } },
    without: {},
    observe: async ({ post, subgraphs }) => {
      await post('{ me { id } }');
      return typeof subgraphs.requests[0]?.headers['x-techally-identity'];
    },
    expected: 'string',
  },
  {
    option: 'deduplicate.clientQueries',
    config: { deduplicate: { clientQueries: false, subgraphQueries: false } },
    observe: twiceAtOnce,
    expected: 2,
  },
  {
    option: 'deduplicate.subgraphQueries',
    config: { deduplicate: { clientQueries: false, subgraphQueries: false } },
    observe: twiceAtOnce,
    expected: 2,
  },
];

/** How often a subgraph is asked when two clients ask the same at once. */
async function twiceAtOnce({ post, subgraphs }: Parameters<Probe['observe']>[0]): Promise<number> {
  const query = '{ slow(milliseconds: 100) }';
  await Promise.all([post(query), post(query)]);
  return subgraphs.requests.length;
}
