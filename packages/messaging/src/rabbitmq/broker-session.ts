import type { Channel, ChannelModel } from 'amqplib';
import { ConfirmedPublisher } from './confirmed-publisher.js';

/**
 * One connection to the broker, from when it is made until it is lost. What is bound to a connection (channels, what was
 * delivered on them) ends with it; the next one is another session.
 */
export class BrokerSession {
  private constructor(
    private readonly connection: ChannelModel,
    readonly publisher: ConfirmedPublisher,
    private readonly onError: (error: unknown) => void,
  ) {}

  static async open(connection: ChannelModel, onError: (error: unknown) => void): Promise<BrokerSession> {
    const channel = await connection.createConfirmChannel();
    const session = new BrokerSession(connection, new ConfirmedPublisher(channel), onError);
    session.#watch(channel);
    return session;
  }

  /** A channel whose unexpected end is that of the session, since whoever uses it knows of no other. */
  async openChannel(): Promise<Channel> {
    const channel = await this.connection.createChannel();
    this.#watch(channel);
    return channel;
  }

  /** Runs something on a channel of its own. If it makes the broker close the channel, that is its error and nobody else's. */
  async onOwnChannel<Result>(run: (channel: Channel) => Promise<Result>): Promise<Result> {
    const channel = await this.connection.createChannel();
    channel.on('error', () => undefined);
    try {
      return await run(channel);
    } finally {
      await channel.close().catch(() => undefined);
    }
  }

  /** Gives the connection up; the bus makes another. */
  end(): void {
    this.connection.close().catch(() => undefined);
  }

  #watch(channel: Channel): void {
    channel.on('error', (error) => {
      this.onError(error);
      this.end();
    });
  }
}
