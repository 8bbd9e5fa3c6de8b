import type { Logger } from 'pino';
import { ChangesInTurn } from './changes-in-turn.js';
import type { RouterConfig } from './config/router-config.js';
import type { RouterCore } from './router-core.js';
import type { SupergraphSource } from './supergraph/supergraph-source.js';

export interface CurrentCoreOptions {
  readonly config: RouterConfig;
  /** Rejects when the configuration and the supergraph do not go together, or the supergraph is not valid. */
  readonly load: (config: RouterConfig, supergraphSdl: string) => Promise<RouterCore>;
  readonly logger: Logger;
}

/** What requests are handled by, through all changes of the supergraph and of the configuration. */
export class CurrentCore {
  #core: RouterCore;
  readonly #changes = new ChangesInTurn();
  readonly #retiring = new Set<RouterCore>();
  #closed = false;

  private constructor(
    core: RouterCore,
    private readonly source: SupergraphSource | undefined,
    private readonly options: CurrentCoreOptions,
  ) {
    this.#core = core;
  }

  /**
   * Loads the supergraph and follows its changes.
   * @param source Its SDL, or where it comes from.
   * @throws {StartError} Thrown when it is not valid.
   */
  static async create(source: string | SupergraphSource, options: CurrentCoreOptions): Promise<CurrentCore> {
    const { config, load, logger } = options;
    if (typeof source === 'string') return new CurrentCore(await load(config, source), undefined, options);

    // A change may come while the first supergraph is still being loaded.
    const loaded = Promise.withResolvers<CurrentCore>();
    loaded.promise.catch(() => undefined);
    const first = await source.start({
      onUpdate: async (sdl) => (await loaded.promise).#replaceSupergraph(sdl),
      onError: (error) => {
        const reason = error instanceof Error ? error.message : String(error);
        logger.error({ err: error }, `there is no new supergraph, the old one stays: ${reason}`);
      },
    });
    try {
      const created = new CurrentCore(await load(config, first), source, options);
      loaded.resolve(created);
      return created;
    } catch (error) {
      loaded.reject(error);
      await source.stop();
      throw error;
    }
  }

  get core(): RouterCore {
    return this.#core;
  }

  /**
   * Puts another configuration in place, at once and for all requests that begin later. Requests in flight finish with
   * the old one.
   *
   * @throws {StartError} Thrown when it does not go with the supergraph; then nothing changes.
   */
  reconfigure(config: RouterConfig): Promise<void> {
    return this.#inTurn(async () => {
      const old = this.#core;
      const next = await this.options.load(config, old.supergraph.sdl);
      await next.supergraph.warmUp(old.supergraph);
      this.#core = next;
      this.options.logger.info('a new configuration is in use');
      this.#retire(old);
    });
  }

  /** Neither the supergraph nor the configuration changes any more. */
  async stopChanges(): Promise<void> {
    this.#closed = true;
    await this.source?.stop();
    await this.#changes.settled();
  }

  /** Resolves when nothing is executed any more and everything is given back. */
  async close(): Promise<void> {
    await Promise.all([this.#core, ...this.#retiring].map((core) => core.close()));
  }

  /** Closes engines although something may be executed on them. */
  closeNow(): void {
    for (const core of [this.#core, ...this.#retiring]) core.closeNow();
  }

  #replaceSupergraph(sdl: string): Promise<void> {
    return this.#inTurn(() => this.#core.supergraph.replace(sdl));
  }

  /** Changes that wait for their turn when changes are stopped are not made. */
  #inTurn(change: () => Promise<void>): Promise<void> {
    return this.#changes.make(() => (this.#closed ? Promise.resolve() : change()));
  }

  #retire(core: RouterCore): void {
    this.#retiring.add(core);
    core
      .close()
      .catch((error: unknown) => {
        this.options.logger.error({ err: error }, 'what belonged to the old configuration did not close');
      })
      .finally(() => this.#retiring.delete(core));
  }
}
