import { ChangesInTurn } from '../changes-in-turn.js';
import type { SupergraphSource } from '../supergraph/supergraph-source.js';
import type { GatewayLogger } from './supergraph-gateway-options.js';

export interface SupergraphFollowerOptions {
  readonly source: SupergraphSource;
  /** Takes a supergraph into use. It rejects when the supergraph is refused; the one in use then stays. */
  readonly use: (supergraphSdl: string) => Promise<void>;
  readonly logger: GatewayLogger;
}

/** Takes the supergraph of a source into use, and each later one, one after the other. */
export class SupergraphFollower {
  #inUse = '';
  #isStopped = false;
  readonly #changes = new ChangesInTurn();

  constructor(private readonly options: SupergraphFollowerOptions) {}

  /** Rejects when there is no supergraph to begin with, or it is refused. */
  async start(): Promise<void> {
    const { source, use } = this.options;
    // An update may come while the first supergraph is still being loaded.
    const loaded = Promise.withResolvers<undefined>();
    void this.#changes.make(() => loaded.promise);
    try {
      const first = await source.start({
        onUpdate: (sdl) => this.#change(sdl),
        onError: (error) => {
          this.#logError('There is no new supergraph, the old one stays', error);
        },
      });
      await use(first);
      this.#inUse = first;
    } catch (error) {
      this.#isStopped = true;
      throw error;
    } finally {
      loaded.resolve(undefined);
    }
  }

  /** Resolves when no update will come any more, and the last one has been dealt with. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    try {
      await this.options.source.stop();
    } catch (error) {
      this.#logError('The source of the supergraph did not stop', error);
    }
    await this.#changes.settled();
  }

  /** Rejects when the supergraph is refused: sources tell it to `onError`. */
  #change(supergraphSdl: string): Promise<void> {
    const change = async () => {
      if (this.#isStopped || supergraphSdl === this.#inUse) return;
      await this.options.use(supergraphSdl);
      this.#inUse = supergraphSdl;
      this.options.logger.info('A new supergraph is in use.');
    };
    return this.#changes.make(change);
  }

  #logError(what: string, error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    this.options.logger.error(`${what}: ${reason}`);
  }
}
