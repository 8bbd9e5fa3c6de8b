import type { Message } from '@techally/contracts';
import type { Composition } from '../domain/compose.js';
import type { Notification } from '../domain/notification.js';
import type { Recipient } from '../domain/recipient.js';
import type { TemplateText } from '../domain/template.js';

/** A notification that is to be sent now. */
export interface DueNotification {
  readonly notification: Notification;
  /** Null when nobody has announced them yet. */
  readonly recipient: Recipient | null;
  /** The template in use, where the notification is not written yet. */
  readonly template: TemplateText | null;
}

/** What became of an attempt. A `composition` is one that was written just now. */
export type DeliveryOutcome =
  | {
      readonly kind: 'sent';
      readonly at: Date;
      readonly composition: Composition | null;
      readonly messages: readonly Message[];
    }
  | {
      readonly kind: 'retry';
      readonly at: Date;
      readonly composition: Composition | null;
      readonly error: string;
    }
  | { readonly kind: 'failed'; readonly composition: Composition | null; readonly error: string }
  | { readonly kind: 'waiting'; readonly until: Date }
  | { readonly kind: 'skipped'; readonly reason: string; readonly composition: Composition | null };

/** The notifications that are waiting to be sent, shared by all replicas. */
export interface DeliveryQueue {
  /**
   * Takes up to `limit` notifications that are due and that no other replica has in hand, has them delivered, and
   * writes what became of each. They stay locked meanwhile: a process that dies leaves them to the others, and a
   * customer who is erased is erased after what is in hand has left.
   * @returns how many there were
   */
  takeDue(
    options: { readonly now: Date; readonly limit: number },
    deliver: (due: DueNotification) => Promise<DeliveryOutcome>,
  ): Promise<number>;
  /** Deletes secrets that have expired, and gives up what still waits to carry one. */
  forgetExpiredSecrets(now: Date): Promise<void>;
}
