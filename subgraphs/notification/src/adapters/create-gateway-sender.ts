import type { GatewaySettings } from '../parse-delivery-settings.js';
import type { PushSender, SmsSender } from '../ports/message-sender.js';
import { SendError } from '../ports/send-error.js';
import { parseRetryAfter } from './parse-retry-after.js';

export interface GatewaySenderOptions extends GatewaySettings {
  readonly channel: 'SMS' | 'PUSH';
  /** For a `Retry-After` that is a date. */
  readonly now: () => Date;
}

interface GatewayMessage {
  readonly id: string;
  readonly channel: 'SMS' | 'PUSH';
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** Refusals (4xx) that are not about the message: no login (a token that is being changed), too slow, too early, too many. */
const PASSING = new Set([401, 408, 425, 429]);

/**
 * The sender that gives messages to a provider over HTTP: `POST` with `{ id, channel, to, subject, text }`, where `to` is the
 * account's id. `id` is in the header `Idempotency-Key`, too: it is the same at each attempt. Any 2xx says that the provider
 * is answerable for the message now.
 */
export function createGatewaySender({
  url,
  token,
  channel,
  now,
}: GatewaySenderOptions): SmsSender & PushSender {
  return {
    async send(message, signal) {
      const { to, subject, text } = message;
      const id = message.messageId.replace(/^<|>$/g, '');
      const response = await post({ id, channel, to, subject, text }, signal);
      // Else the connection stays busy with it.
      await response.body?.cancel();
      if (!response.ok) throw refusal(response);
    },
  };

  async function post(body: GatewayMessage, signal: AbortSignal): Promise<Response> {
    try {
      return await fetch(url, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          'idempotency-key': body.id,
        },
        body: JSON.stringify(body),
        // The token is for this address and for no other.
        redirect: 'manual',
        signal,
      });
    } catch (error) {
      throw new SendError(`The ${channel} gateway cannot be reached: ${reasonOf(error)}.`, {
        retryable: true,
      });
    }
  }

  function refusal({ status, headers }: Response): SendError {
    return new SendError(`The ${channel} gateway has answered ${String(status)}.`, {
      retryable: status < 400 || status >= 500 || PASSING.has(status),
      retryAfter: parseRetryAfter(headers.get('retry-after'), now()),
    });
  }
}

/** The system's code, such as `ECONNREFUSED`: messages of `fetch` hold addresses. */
function reasonOf(error: unknown): string {
  const cause: unknown = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string'
    ? cause.code
    : 'no reason known';
}
