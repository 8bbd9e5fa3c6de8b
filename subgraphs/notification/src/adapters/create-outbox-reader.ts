import { createDatabase } from './prisma-client.js';

/** A mail in the embedded sender's store. */
export interface OutboxMail {
  /** The `Message-ID`. */
  readonly messageId: string;
  readonly to: string;
  readonly subject: string;
  /** In full, secrets included. */
  readonly text: string;
  readonly html: string | null;
  readonly at: Date;
}

/** A text message or push notification in the embedded senders' store; `to` is the account's id. */
export interface OutboxText extends Omit<OutboxMail, 'html'> {
  readonly channel: 'SMS' | 'PUSH';
}

/** Reads what the embedded senders have taken: for operators, demonstrations and tests. */
export interface OutboxReader {
  /** The mails to an address, in any case of letters, the newest first; at most 100. */
  readMail(email: string): Promise<readonly OutboxMail[]>;
  /** The text messages and push notifications to an account, the newest first; at most 100. */
  readTexts(userId: string): Promise<readonly OutboxText[]>;
  close(): Promise<void>;
}

/** Opens the notification domain's database for reading; `close()` it. */
export function createOutboxReader(databaseUrl: string): OutboxReader {
  const database = createDatabase({ databaseUrl });
  return {
    readMail: (email) => database.$queryRaw<OutboxMail[]>`
      SELECT message_id AS "messageId", recipient AS "to", subject, text, html, at FROM outbox_mails
      WHERE lower(recipient) = lower(${email}) ORDER BY at DESC, message_id LIMIT 100`,
    readTexts: (userId) => database.$queryRaw<OutboxText[]>`
      SELECT message_id AS "messageId", channel::text AS channel, recipient AS "to", subject, text, at FROM outbox_texts
      WHERE recipient = ${userId} ORDER BY at DESC, message_id LIMIT 100`,
    close: () => database.$disconnect(),
  };
}
