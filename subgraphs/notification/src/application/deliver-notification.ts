import { NotificationSent, createMessage } from '@techally/contracts';
import { dependsOnPreferences, isWanted } from '../domain/channel-preferences.js';
import type { Composition } from '../domain/compose.js';
import { compose } from '../domain/compose.js';
import type { Notification } from '../domain/notification.js';
import { addresseeOf } from '../domain/recipient.js';
import { TemplateError } from '../domain/render-template.js';
import type { DeliveryOutcome, DueNotification } from '../ports/delivery-queue.js';
import type { OutgoingMessage, Senders } from '../ports/message-sender.js';
import type { PreferenceReader } from '../ports/preference-reader.js';
import { SendError } from '../ports/send-error.js';
import type { DeliveryPolicy } from './delivery-policy.js';

/** Errors of senders are kept up to this length. */
const MAX_ERROR_LENGTH = 500;
const MIN_WAIT_MS = 1_000;
const MAX_WAIT_MS = 15 * 60_000;
/** Providers that ask for more time get this. */
const MAX_RETRY_AFTER_MS = 3_600_000;

/** Thrown when a sender does not answer in time; whether it has sent the message is not known. Code `SEND_TIMEOUT`. */
export class SendTimeoutError extends Error {
  readonly code = 'SEND_TIMEOUT';
}

export interface DeliveryDependencies {
  readonly senders: Senders;
  readonly preferences: PreferenceReader;
  readonly policy: DeliveryPolicy;
  /** What `{{shopUrl}}` stands for. */
  readonly shopUrl: string;
  readonly now: () => Date;
  /** Hears of every attempt that failed. */
  readonly onFailure: (notification: Notification, error: unknown) => void;
}

/** Makes the function that tries to deliver one notification and says what became of it. It never rejects. */
export function createDelivery(dependencies: DeliveryDependencies) {
  const { senders, preferences, policy, shopUrl, now, onFailure } = dependencies;
  return async function deliver({
    notification,
    recipient,
    template,
  }: DueNotification): Promise<DeliveryOutcome> {
    if (recipient?.erased) return { kind: 'skipped', reason: 'ACCOUNT_DELETED', composition: null };
    if (notification.expiresAt !== null && notification.expiresAt <= now())
      return { kind: 'skipped', reason: 'EXPIRED', composition: null };

    let composition: Composition | null = null;
    if (notification.values !== null) {
      if (recipient === null) return waitFor(notification, new Error('Nobody has announced the recipient.'));
      if (template === null)
        return failed(notification, null, new Error(`There is no template ${notification.template}.`));
      try {
        const { channel, values } = notification;
        composition = compose({ ...template, channel }, addresseeOf(channel, recipient), {
          ...values,
          shopUrl,
        });
      } catch (error) {
        if (error instanceof TemplateError) return failed(notification, null, error);
        throw error;
      }
    }

    if (notification.userId !== null && dependsOnPreferences(notification)) {
      try {
        const wanted = isWanted(await preferences.of(notification.userId), notification.channel);
        if (!wanted) return { kind: 'skipped', reason: 'NOT_WANTED', composition };
      } catch (error) {
        const outcome = waitFor(notification, error);
        if (outcome.kind === 'waiting') onFailure(notification, error);
        return outcome;
      }
    }

    try {
      await send(notification, composition ?? notification);
    } catch (error) {
      const attempt = notification.attempts + 1;
      if (attempt >= policy.maxAttempts || (error instanceof SendError && !error.retryable))
        return failed(notification, composition, error);
      onFailure(notification, error);
      const at = new Date(now().getTime() + Math.max(policy.backoff(attempt), askedWait(error)));
      return { kind: 'retry', at, composition, error: textOf(error) };
    }
    return { kind: 'sent', at: now(), composition, messages: announcement(notification) };
  };

  async function send(
    { channel, messageIdHeader: messageId }: Notification,
    { address, subject, body, secretText }: Pick<Notification, 'address' | 'subject' | 'body' | 'secretText'>,
  ): Promise<void> {
    const text = secretText ?? body;
    if (address === null || subject === null || text === null)
      throw new Error('The notification has no text.');
    const message: OutgoingMessage = { messageId, to: address, subject, text };
    switch (channel) {
      case 'EMAIL':
        return within(policy.sendTimeout, (signal) => senders.email.send(message, signal));
      case 'SMS':
        return within(policy.sendTimeout, (signal) => senders.sms.send(message, signal));
      case 'PUSH':
        return within(policy.sendTimeout, (signal) => senders.push.send(message, signal));
      case 'IN_APP':
        // It is where it belongs already.
        return;
    }
  }

  /** Asks again after a quarter of the time that it has been waiting: soon at first, then less and less. */
  function waitFor(notification: Notification, missing: unknown): DeliveryOutcome {
    const waited = now().getTime() - notification.createdAt.getTime();
    if (waited >= policy.patience) return failed(notification, null, missing);
    const wait = Math.min(MAX_WAIT_MS, Math.max(MIN_WAIT_MS, waited / 4));
    return { kind: 'waiting', until: new Date(now().getTime() + wait) };
  }

  function failed(
    notification: Notification,
    composition: Composition | null,
    error: unknown,
  ): DeliveryOutcome {
    onFailure(notification, error);
    return { kind: 'failed', composition, error: textOf(error) };
  }
}

function announcement({ id, userId, channel, template }: Notification) {
  if (channel === 'IN_APP' || userId === null) return [];
  return [
    createMessage(NotificationSent, {
      aggregateId: id,
      data: { notificationId: id, userId, channel, template },
    }),
  ];
}

async function within(limit: number, work: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const expired = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new SendTimeoutError(`The sender has not answered within ${String(limit)} ms.`));
      controller.abort();
    }, limit);
  });
  try {
    await Promise.race([work(controller.signal), expired]);
  } finally {
    clearTimeout(timer);
  }
}

function askedWait(error: unknown): number {
  return error instanceof SendError ? Math.min(error.retryAfter ?? 0, MAX_RETRY_AFTER_MS) : 0;
}

function textOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, MAX_ERROR_LENGTH);
}
