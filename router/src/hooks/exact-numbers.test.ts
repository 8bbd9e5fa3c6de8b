import { expect, it } from 'vitest';
import { composeSupergraph } from '../testing/compose-supergraph.js';
import { textReply } from '../testing/test-engine.js';
import { createTestRouter } from '../testing/test-router.js';

it('hooks that see answers leave numbers as subgraphs wrote them', async () => {
  const { router, post } = await createTestRouter({
    supergraph: composeSupergraph({ users: 'scalar Any type Query { prices: [Float] number: Any }' }),
    transport: {
      send: async () => textReply('{"data":{"prices":[1.50,2.0,3],"number":12345678901234567890}}'),
    },
    hooks: { onSubgraphResponse: () => undefined, onResponse: () => undefined },
  });
  expect(await (await post('{ prices number }')).text()).toBe(
    '{"data":{"prices":[1.50,2.0,3],"number":12345678901234567890}}',
  );
  await router.close();
});
