import type { OutgoingMessage, Senders } from '../ports/message-sender.js';
import type { Database } from './prisma-client.js';

/**
 * The embedded senders: what would leave the shop is put into tables, where `createOutboxReader` and an operator find
 * it. An attempt that is repeated adds nothing, as a provider that knows the `Message-ID` would do.
 */
export function createOutboxSenders(database: Database): Senders {
  const textSender = (channel: 'SMS' | 'PUSH') => ({
    async send({ messageId, to, subject, text }: OutgoingMessage) {
      await database.outboxText.createMany({
        data: [{ messageId, channel, to, subject, text }],
        skipDuplicates: true,
      });
    },
  });

  return {
    email: {
      async send({ messageId, to, subject, text, html }) {
        const mail = { messageId, to, subject, text, html: html ?? null };
        await database.outboxMail.createMany({ data: [mail], skipDuplicates: true });
      },
    },
    sms: textSender('SMS'),
    push: textSender('PUSH'),
  };
}
