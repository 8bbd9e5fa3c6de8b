import type { InternalClient } from '@techally/subgraph-kit';
import { z } from 'zod';
import type { Stock } from '../ports/stock.js';

const QUERY = `query AvailableStock($representations: [_Any!]!) {
  _entities(representations: $representations) { ... on Product { stock { available } } }
}`;

const answer = z.object({
  _entities: z.array(z.object({ stock: z.object({ available: z.number() }) }).nullable()),
});

/** Asks the inventory subgraph for stock, in this service's own name. */
export function createInternalStock(client: InternalClient): Stock {
  return {
    async available(productIds) {
      const representations = productIds.map((id) => ({ __typename: 'Product', id }));
      const { _entities } = answer.parse(await client.ask('inventory', QUERY, { representations }));
      return new Map(
        productIds.flatMap((id, index) => {
          const entity = _entities[index];
          return entity == null ? [] : [[id, entity.stock.available] as const];
        }),
      );
    },
  };
}
