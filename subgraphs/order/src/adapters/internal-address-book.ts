import type { InternalClient } from '@techally/subgraph-kit';
import { isUuid } from '@techally/subgraph-kit';
import { z } from 'zod';
import type { AddressBook } from '../ports/address-book.js';

const QUERY = `query ShippingAddress($representations: [_Any!]!) {
  _entities(representations: $representations) {
    ... on Address { id recipient line1 line2 city state postalCode countryCode owner { id } }
  }
}`;

const answer = z.object({
  _entities: z.array(
    z
      .object({
        recipient: z.string(),
        line1: z.string(),
        line2: z.string().nullish(),
        city: z.string(),
        state: z.string().nullish(),
        postalCode: z.string(),
        countryCode: z.string(),
        owner: z.object({ id: z.string() }),
      })
      .nullable(),
  ),
});

/** Asks the user subgraph for addresses, in this service's own name. */
export function createInternalAddressBook(client: InternalClient): AddressBook {
  return {
    async find(addressId) {
      if (!isUuid(addressId)) return null;
      const representations = [{ __typename: 'Address', id: addressId }];
      const [found] = answer.parse(await client.ask('user', QUERY, { representations }))._entities;
      if (found == null) return null;
      const { owner, line2, state, ...address } = found;
      return {
        ownerId: owner.id.toLowerCase(),
        address: { ...address, line2: line2 ?? null, state: state ?? null },
      };
    },
  };
}
