import type { Channel } from './channel.js';
import type { Notification } from './notification.js';

/** Which channels an account wants messages about orders by. */
export type ChannelPreferences = Readonly<Record<Exclude<Channel, 'IN_APP'>, boolean>>;

/**
 * Whether a customer's preferences have a say: they are about messages about orders. What is about the account (its links, its
 * password) always leaves, and so does a question without whose answer the order ends; what is shown in the shop leaves nowhere.
 */
export function dependsOnPreferences({
  orderId,
  channel,
  template,
}: Pick<Notification, 'orderId' | 'channel' | 'template'>): boolean {
  return orderId !== null && channel !== 'IN_APP' && template !== 'payment-action-required';
}

/** Whether an account wants to be told on a channel. Nobody gets text messages without having asked. */
export function isWanted(preferences: ChannelPreferences | null, channel: Channel): boolean {
  if (channel === 'IN_APP') return true;
  return preferences === null ? channel !== 'SMS' : preferences[channel];
}
