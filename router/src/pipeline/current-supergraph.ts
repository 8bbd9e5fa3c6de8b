import type { Logger } from 'pino';
import type { SupergraphInUse } from './supergraph-in-use.js';

export interface CurrentSupergraphOptions {
  /** Makes everything for a supergraph. It rejects when the supergraph is not valid. */
  readonly load: (sdl: string) => Promise<SupergraphInUse>;
  readonly logger: Logger;
}

/** Which supergraph requests are executed on, through all changes of it. */
export class CurrentSupergraph {
  #sdl: string;
  #inUse: SupergraphInUse;
  #isRetired = false;
  #retiring = new Set<Promise<void>>();

  private constructor(
    sdl: string,
    inUse: SupergraphInUse,
    private readonly options: CurrentSupergraphOptions,
  ) {
    this.#sdl = sdl;
    this.#inUse = inUse;
  }

  /** Loads the first supergraph; rejects when it is not valid. */
  static async create(sdl: string, options: CurrentSupergraphOptions): Promise<CurrentSupergraph> {
    return new CurrentSupergraph(sdl, await options.load(sdl), options);
  }

  get(): SupergraphInUse {
    return this.#inUse;
  }

  /** The text of the supergraph in use. */
  get sdl(): string {
    return this.#sdl;
  }

  /** Plans what is used most on another one, before this one takes its place. */
  warmUp(before: CurrentSupergraph): Promise<void> {
    return this.#inUse.warmUp(before.get());
  }

  /**
   * Loads another supergraph beside the one in use and then puts it in its place, at once and for all requests that
   * begin later. Requests in flight finish on the old one. The caller replaces one at a time.
   *
   * @throws {StartError} Thrown when it is not valid; then nothing changes.
   */
  async replace(sdl: string): Promise<void> {
    if (this.#isRetired || sdl === this.#sdl) return;
    const { load, logger } = this.options;
    const next = await load(sdl);
    const old = this.#inUse;
    await next.warmUp(old);
    this.#inUse = next;
    this.#sdl = sdl;
    logger.info('a new supergraph is in use');
    const retiring = old.retire().catch((error: unknown) => {
      logger.error({ err: error }, 'the engine of the old supergraph did not close');
    });
    this.#retiring.add(retiring);
    void retiring.then(() => this.#retiring.delete(retiring));
  }

  /** Resolves when nothing is executed any more and the engine is closed. Nothing is replaced after that. */
  async retire(): Promise<void> {
    this.#isRetired = true;
    await Promise.all([this.#inUse.retire(), ...this.#retiring]);
  }

  /** Closes the engine although something may be executed on it. */
  closeNow(): void {
    this.#inUse.closeNow().catch((error: unknown) => {
      this.options.logger.error({ err: error }, 'an engine did not close');
    });
  }
}
