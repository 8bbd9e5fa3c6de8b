import type { ShippingAddress } from '../domain/order.js';

/** An address and whose it is. */
export interface OwnedAddress {
  readonly ownerId: string;
  readonly address: ShippingAddress;
}

/** The addresses of the user domain, as they are now. */
export interface AddressBook {
  /**
   * Null when there is no such address.
   * @throws ServiceUnavailableError when the user domain does not answer
   */
  find(addressId: string): Promise<OwnedAddress | null>;
}
