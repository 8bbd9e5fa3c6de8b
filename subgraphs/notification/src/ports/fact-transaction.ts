import type { Notification } from '../domain/notification.js';
import type { Person, Recipient } from '../domain/recipient.js';
import type { TemplateText } from '../domain/template.js';

/** A notification as it is written first. */
export type NewNotification = Omit<Notification, 'resends' | 'attempts' | 'lastError' | 'readAt'> & {
  readonly dedupeKey: string;
};

/** See {@link FactTransaction.material}. */
export interface NotificationMaterial {
  readonly recipient: Recipient | null;
  readonly template: TemplateText | null;
}

/** What handling one message writes: one transaction of the domain's database, the inbox row included. */
export interface FactTransaction {
  /**
   * What a notification is written from: the recipient, who cannot be erased before this transaction ends, or null when nobody has
   * announced them yet; and the template in use, or null before the first start has written it.
   */
  material(userId: string, templateKey: string): Promise<NotificationMaterial>;
  /** Makes somebody known, unless they are known or erased already. */
  addRecipient(person: Person): Promise<void>;
  /** Makes somebody known or overwrites what is known, unless they are erased. */
  saveRecipient(person: Person): Promise<void>;
  /** The template in use alone, for those who are no recipients; null as in `material`. */
  template(key: string): Promise<TemplateText | null>;
  /** Does nothing when there is one with the same dedupe key. */
  insert(notification: NewNotification): Promise<void>;
  /** Makes what waits for this recipient due. */
  wakeWaiting(userId: string, now: Date): Promise<void>;
  /**
   * Deletes name, address and every text of a customer: in notifications, in the embedded senders' stores, and for
   * good, so that no later message brings them back.
   */
  erase(userId: string, now: Date): Promise<void>;
}
