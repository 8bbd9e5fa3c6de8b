/** What a sender is given. */
export interface OutgoingMessage {
  /** The `Message-ID`: the same when an attempt is repeated, so that receivers and providers can tell. */
  readonly messageId: string;
  /** An e-mail address; for SMS and push the account's id, by which the provider knows numbers and devices. */
  readonly to: string;
  /** One line. */
  readonly subject: string;
  /** Plain text, maybe with secrets: senders do not log it. */
  readonly text: string;
}

/** An e-mail; `html` shows the same as `text`. */
export interface OutgoingMail extends OutgoingMessage {
  readonly html?: string;
}

/**
 * Hands e-mails over to somebody who delivers them. Resolves once that somebody is answerable for the mail, and
 * rejects when it is not sure that they took it; it is then called again, for the same mail, after a while, unless a
 * `SendError` says that it is no use. It gives up when the signal says so: then nobody waits for it any more.
 */
export interface EmailSender {
  send(mail: OutgoingMail, signal: AbortSignal): Promise<void>;
}

/** As {@link EmailSender}, for text messages to a telephone. */
export interface SmsSender {
  send(message: OutgoingMessage, signal: AbortSignal): Promise<void>;
}

/** As {@link EmailSender}, for notifications on a customer's devices. */
export interface PushSender {
  send(message: OutgoingMessage, signal: AbortSignal): Promise<void>;
}

/** One sender for each channel that leaves the shop. */
export interface Senders {
  readonly email: EmailSender;
  readonly sms: SmsSender;
  readonly push: PushSender;
}
