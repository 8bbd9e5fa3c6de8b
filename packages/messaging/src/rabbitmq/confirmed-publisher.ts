import type { ConfirmChannel, Options } from 'amqplib';
import { MessagingError } from '../messaging-error.js';

/** Milliseconds after which a broker that confirms nothing (it has no memory or disk left, say) counts as away. */
const CONFIRM_TIMEOUT = 30_000;

/** One message on its way to an exchange. */
export interface Publication {
  readonly exchange: string;
  readonly routingKey: string;
  readonly body: Buffer;
  readonly options: Options.Publish & { readonly messageId: string };
}

/** Publishes on one channel, and knows what has arrived: in every queue that it was routed to, and on disk. */
export class ConfirmedPublisher {
  /** Ids of messages that no queue was bound for. The broker says so before it confirms. */
  readonly #returned = new Set<string>();

  constructor(private readonly channel: ConfirmChannel) {
    channel.on('return', ({ properties }) => this.#returned.add(String(properties.messageId)));
  }

  /**
   * Resolves when the broker has taken all of them.
   * @throws {MessagingError} `BUS_UNAVAILABLE` when it has not; some of them may have arrived all the same.
   */
  async publish(publications: readonly Publication[]): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        reject(unavailable('The broker has confirmed nothing for half a minute.'));
      }, CONFIRM_TIMEOUT);
    });
    try {
      await Promise.race([Promise.all(publications.map((publication) => this.#publish(publication))), late]);
    } finally {
      clearTimeout(timer);
    }
  }

  #publish({ exchange, routingKey, body, options }: Publication): Promise<void> {
    return new Promise((resolve, reject) => {
      try {
        this.channel.publish(
          exchange,
          routingKey,
          body,
          { persistent: true, ...options },
          (error: unknown) => {
            if (this.#returned.delete(options.messageId)) {
              reject(unavailable(`No queue takes what is sent to ${exchange} as ${routingKey}.`));
            } else if (error === null || error === undefined) resolve();
            else reject(unavailable('The broker has not taken a message.', error));
          },
        );
      } catch (error) {
        // The channel has ended with its connection.
        reject(unavailable('The broker is away.', error));
      }
    });
  }
}

function unavailable(message: string, cause?: unknown): MessagingError {
  return new MessagingError('BUS_UNAVAILABLE', message, { cause });
}
