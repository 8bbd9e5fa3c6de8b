import { createTransport } from 'nodemailer';
import type { SmtpSettings } from '../parse-delivery-settings.js';
import type { EmailSender } from '../ports/message-sender.js';
import { SendError } from '../ports/send-error.js';
import { smtpSendError } from './smtp-send-error.js';

/** All in milliseconds. They end before the delivery's own limit does, and so can say what was missing. */
const CONNECTION_TIMEOUT = 5_000;
const GREETING_TIMEOUT = 5_000;
const SOCKET_TIMEOUT = 8_000;

/** Servers take few connections from one client; ten mails are in hand at once. */
const MAX_CONNECTIONS = 5;

/** What never stands in an address, and in a header would end it and begin another. */
const UNSAFE = /[\s<>\p{Cc}]/u;

/** Sends mails over a pool of connections. */
export interface SmtpSender extends EmailSender {
  /** Closes the connections; those that are sending finish it first. Mails that wait for one are rejected. */
  close(): void;
}

/**
 * The e-mail sender that speaks SMTP (RFC 5321). A mail is the server's once it has said so; what it refuses for good is not
 * tried again. A password is sent through TLS only. No connection is opened before the first mail.
 */
export function createSmtpSender({ host, port, tls, credentials, from }: SmtpSettings): SmtpSender {
  const transport = createTransport({
    pool: true,
    host,
    port,
    secure: tls,
    requireTLS: credentials !== null && !tls,
    ...(credentials === null ? {} : { auth: { user: credentials.user, pass: credentials.password } }),
    maxConnections: MAX_CONNECTIONS,
    // A connection that was lost is made anew once; waiting longer is the delivery's business.
    maxRequeues: 1,
    dnsTimeout: CONNECTION_TIMEOUT,
    connectionTimeout: CONNECTION_TIMEOUT,
    greetingTimeout: GREETING_TIMEOUT,
    socketTimeout: SOCKET_TIMEOUT,
    disableFileAccess: true,
    disableUrlAccess: true,
  });

  return {
    async send({ messageId, to, subject, text, html }, signal) {
      if (UNSAFE.test(to) || !to.includes('@'))
        throw new SendError('The mail has no address that could be sent to.', { retryable: false });
      try {
        await transport.sendMail({
          messageId,
          from,
          // An object: a text would be parsed, and a comma in it would make two recipients of one.
          to: { name: '', address: to },
          subject,
          text,
          ...(html === undefined ? {} : { html }),
          // Nobody's absence note is to answer it (RFC 3834).
          headers: { 'Auto-Submitted': 'auto-generated' },
          signal,
        });
      } catch (cause) {
        throw smtpSendError(cause);
      }
    },
    close() {
      transport.close();
    },
  };
}
