import type { Composition } from '../domain/compose.js';
import type { Notification } from '../domain/notification.js';
import type { DeliveryOutcome, DueNotification } from '../ports/delivery-queue.js';

/** A notification that was in hand, and what became of it. */
export interface Attempt {
  readonly due: DueNotification;
  readonly outcome: DeliveryOutcome;
}

/** The columns that an attempt may change, as they are after it: the row is locked, so nobody else has changed it. */
export interface RowAfter {
  readonly id: string;
  readonly status: string;
  readonly subject: string | null;
  readonly body: string | null;
  readonly secret_text: string | null;
  readonly template_values: object | null;
  readonly address: string | null;
  /** How many attempts are to be added. */
  readonly attempts: 0 | 1;
  /** Absent leaves it. */
  readonly next_attempt_at?: Date;
  readonly sent_at?: Date;
  readonly last_error: string | null;
}

/** What is to be written of an attempt. */
export function rowAfter({ due: { notification }, outcome }: Attempt): RowAfter {
  const { id, status, lastError } = notification;
  const before = { id, status, last_error: lastError, attempts: 0 } as const;
  switch (outcome.kind) {
    case 'sent':
      return {
        ...before,
        ...text(notification, outcome.composition),
        status: 'SENT',
        sent_at: outcome.at,
        attempts: 1,
        last_error: null,
        // It has done its duty; what is kept no longer cannot leak.
        secret_text: null,
      };
    case 'retry':
      return {
        ...before,
        ...text(notification, outcome.composition),
        attempts: 1,
        next_attempt_at: outcome.at,
        last_error: outcome.error,
      };
    case 'failed':
      return {
        ...before,
        ...text(notification, outcome.composition),
        status: 'FAILED',
        attempts: 1,
        last_error: outcome.error,
      };
    case 'waiting':
      return { ...before, ...text(notification, null), next_attempt_at: outcome.until };
    case 'skipped':
      return {
        ...before,
        ...text(notification, outcome.composition),
        status: 'SKIPPED',
        last_error: outcome.reason,
        secret_text: null,
        template_values: null,
      };
  }
}

function text({ subject, body, secretText, values, address }: Notification, composition: Composition | null) {
  return composition === null
    ? { subject, body, secret_text: secretText, template_values: values, address }
    : {
        subject: composition.subject,
        body: composition.body,
        secret_text: composition.secretText,
        template_values: null,
        address: composition.address,
      };
}
