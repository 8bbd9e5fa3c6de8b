import type { Socket } from 'node:net';
import type { TapTarget } from './write-tap.js';

/** One connection of a service to a server, with a tap in between. */
export abstract class TappedConnection {
  constructor(
    protected readonly client: Socket,
    protected readonly server: Socket,
    protected readonly target: Pick<TapTarget, 'service' | 'watch'>,
  ) {
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      one.setNoDelay(true);
      // Whoever ends, both end: the server forgets what a dead process has begun.
      one.on('error', () => other.destroy());
      one.on('close', () => other.destroy());
    }
  }

  /** Forwards both ways until either side ends, or the process that writes is killed. */
  run(): void {
    for (const forward of [this.forwardRequests(), this.forwardAnswers()]) {
      forward.catch(() => {
        this.end();
      });
    }
  }

  protected abstract forwardRequests(): Promise<void>;
  protected abstract forwardAnswers(): Promise<void>;

  protected end(): void {
    this.client.destroy();
    this.server.destroy();
  }
}
