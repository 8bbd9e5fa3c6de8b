import type { DeliverySettings } from '../parse-delivery-settings.js';
import type { Senders } from '../ports/message-sender.js';
import { createGatewaySender } from './create-gateway-sender.js';
import { createOutboxSenders } from './create-outbox-senders.js';
import { createSmtpSender } from './create-smtp-sender.js';
import type { Database } from './prisma-client.js';

export interface SendersDependencies {
  readonly settings: DeliverySettings;
  /** Where the embedded senders put what nobody else delivers. */
  readonly database: Database;
  readonly now: () => Date;
}

/** The senders that the settings name, and the embedded ones for the other channels; `close()` them after the last message. */
export function createSenders({ settings: { smtp, sms, push }, database, now }: SendersDependencies) {
  const embedded = createOutboxSenders(database);
  const smtpSender = smtp === null ? null : createSmtpSender(smtp);
  const senders: Senders = {
    email: smtpSender ?? embedded.email,
    sms: sms === null ? embedded.sms : createGatewaySender({ ...sms, channel: 'SMS', now }),
    push: push === null ? embedded.push : createGatewaySender({ ...push, channel: 'PUSH', now }),
  };
  return { senders, close: () => smtpSender?.close() };
}
