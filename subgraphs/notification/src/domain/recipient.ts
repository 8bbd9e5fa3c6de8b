import type { Channel } from './channel.js';

/** A customer as far as notifications need them. */
export type Recipient =
  | { readonly userId: string; readonly erased: false; readonly email: string; readonly firstName: string }
  | { readonly userId: string; readonly erased: true };

/** Somebody who can be told something. */
export type Person = Omit<Extract<Recipient, { readonly erased: false }>, 'erased'>;

/** What a channel's sender takes as the address: providers of SMS and push know a customer by the account's id. */
export function addressOf(channel: Channel, { userId, email }: Person): string {
  switch (channel) {
    case 'EMAIL':
      return email;
    case 'SMS':
    case 'PUSH':
    case 'IN_APP':
      return userId;
  }
}
