import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import type { SMTPServerOptions } from 'smtp-server';
import type { SmtpSettings } from '../parse-delivery-settings.js';

/** A mail as a server got it. */
export interface ReceivedMail {
  readonly from: string;
  /** Of the envelope. */
  readonly recipients: readonly string[];
  /** The header fields, unfolded, one a line. */
  readonly headers: string;
  /** Everything, as it came over the line. */
  readonly raw: string;
}

/** A mail server of a test, on a free port of 127.0.0.1. */
export interface ServedSmtp {
  readonly settings: SmtpSettings;
  /** What it was sent, taken or not, the oldest first. */
  readonly mails: readonly ReceivedMail[];
  /** Connections that are open now. */
  connections(): number;
  close(): Promise<void>;
}

export interface ServeSmtpOptions extends SMTPServerOptions {
  /** Default: a free one. */
  readonly port?: number;
  /** Rejects with an {@link smtpReply} to refuse a mail. Default: takes it. */
  readonly receive?: (mail: ReceivedMail) => Promise<void>;
}

/** A negative reply of a server. */
export function smtpReply(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}

/** Serves SMTP, without TLS and without a login unless the options say otherwise. */
export async function serveSmtp({
  port: wanted = 0,
  receive,
  ...options
}: ServeSmtpOptions = {}): Promise<ServedSmtp> {
  const mails: ReceivedMail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    hideSTARTTLS: true,
    closeTimeout: 50,
    onData: (stream, { envelope }, callback) => {
      void text(stream)
        .then(async (raw) => {
          const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
          const recipients = envelope.rcptTo.map(({ address }) => address);
          const headers = raw.slice(0, raw.indexOf('\r\n\r\n')).replace(/\r\n[ \t]+/g, ' ');
          const mail = { from, recipients, headers, raw };
          mails.push(mail);
          await receive?.(mail);
        })
        .then(() => callback(), callback);
    },
    ...options,
  });
  // A client that goes away in the middle is what some tests are about.
  server.on('error', () => undefined);
  const listening = server.listen(wanted, '127.0.0.1');
  await once(listening, 'listening');
  const { port } = listening.address() as AddressInfo;
  return {
    settings: {
      host: '127.0.0.1',
      port,
      tls: false,
      credentials: null,
      from: { name: 'The Shop', address: 'shop@example.test' },
    },
    mails,
    connections: () => server.connections.size,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
