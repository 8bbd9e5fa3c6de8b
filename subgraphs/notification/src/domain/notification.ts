import type { Channel } from './channel.js';

/**
 * - `QUEUED`: waits for its first or next attempt, or for its recipient to become known.
 * - `SENT`: the sender has taken it; `IN_APP`: it can be read.
 * - `FAILED`: given up; an administrator may send it again.
 * - `SKIPPED`: there was no sense in sending it, since the account is deleted or the link expired, or the customer does not
 *   want it on this channel.
 */
export type NotificationStatus = 'QUEUED' | 'SENT' | 'FAILED' | 'SKIPPED';

/** One fact that one customer, or the operators, are told on one channel. */
export interface Notification {
  /** UUID. */
  readonly id: string;
  /** The customer; null when it is for the operators, whose notifications are written and addressed from the start. */
  readonly userId: string | null;
  /** The key of the template. */
  readonly template: string;
  readonly channel: Channel;
  readonly status: NotificationStatus;
  /** Null until the recipient is known and after the account is deleted. Secrets are masked in both. */
  readonly subject: string | null;
  readonly body: string | null;
  /** The text with its secrets; null where there are none, and once it was sent or they expired. */
  readonly secretText: string | null;
  /** What the template is filled with; null once it was. */
  readonly values: TemplateValues | null;
  /** What the sender takes as the address; see `addresseeOf`. */
  readonly address: string | null;
  /** The order that it is about. */
  readonly orderId: string | null;
  /** The `Message-ID` (RFC 5322, section 3.6.4): the same at each attempt, another one when it is sent once more on purpose. */
  readonly messageIdHeader: string;
  /** How often it was sent once more on purpose. */
  readonly resends: number;
  /** Attempts that failed or succeeded since it was queued. */
  readonly attempts: number;
  /** When what it tells is void, such as a link. */
  readonly expiresAt: Date | null;
  readonly lastError: string | null;
  readonly readAt: Date | null;
  readonly sentAt: Date | null;
  readonly createdAt: Date;
}

/** What placeholders stand for, by name. */
export type TemplateValues = Readonly<Record<string, string>>;

/** The `Message-ID` of a notification after so many deliberate repetitions. */
export function messageIdHeader(id: string, resends: number): string {
  return `<${id}.${String(resends)}@notifications.techally.example>`;
}
