import type { Channel } from './channel.js';

/** A customer as far as notifications need them. */
export type Recipient =
  | { readonly userId: string; readonly erased: false; readonly email: string; readonly firstName: string }
  | { readonly userId: string; readonly erased: true };

/** Somebody who can be told something. */
export type Person = Omit<Extract<Recipient, { readonly erased: false }>, 'erased'>;

/** Whom a message is written to. */
export interface Addressee {
  readonly firstName: string;
  /** What the channel's sender takes. */
  readonly address: string;
}

/** A person on a channel: providers of SMS and push know a customer by the account's id. */
export function addresseeOf(channel: Channel, { userId, email, firstName }: Person): Addressee {
  switch (channel) {
    case 'EMAIL':
      return { firstName, address: email };
    case 'SMS':
    case 'PUSH':
    case 'IN_APP':
      return { firstName, address: userId };
  }
}

/** Who runs the shop: one e-mail address, behind which there may be many. */
export function operatorsAt(address: string): Addressee {
  return { firstName: 'operator', address };
}
