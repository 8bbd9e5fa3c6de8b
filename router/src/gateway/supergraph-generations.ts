import type { GraphQLSchema } from 'graphql';
import type { SupergraphGeneration } from './supergraph-generation.js';

/** Milliseconds that requests in flight have when the gateway stops. */
const CLOSE_TIMEOUT = 10_000;

/**
 * Which supergraph a request is executed on, through all changes of it: the one whose schema it was validated against.
 * A supergraph that has been replaced holds a planner only as long as requests are executed on it.
 */
export class SupergraphGenerations {
  #current: SupergraphGeneration | undefined;
  readonly #bySchema = new WeakMap<GraphQLSchema, SupergraphGeneration>();
  /** How many requests are executed on each; those without any are not in it. */
  readonly #running = new Map<SupergraphGeneration, number>();
  readonly #closing = new Set<Promise<void>>();
  #onceIdle: (() => void) | undefined;

  /** @param onError Told when a planner did not close. */
  constructor(private readonly onError: (error: unknown) => void) {}

  get current(): SupergraphGeneration | undefined {
    return this.#current;
  }

  /** Takes a supergraph into use: for requests that are validated against its schema from now on. */
  replace(next: SupergraphGeneration): void {
    const previous = this.#current;
    this.#current = next;
    this.#bySchema.set(next.schema, next);
    if (previous !== undefined && !this.#running.has(previous)) this.#close(previous);
  }

  async run<Result>(
    schema: GraphQLSchema,
    task: (generation: SupergraphGeneration) => Promise<Result>,
  ): Promise<Result> {
    const generation = this.#bySchema.get(schema) ?? this.#current;
    if (generation === undefined) throw new Error('The gateway is not loaded, or has been stopped.');
    this.#running.set(generation, (this.#running.get(generation) ?? 0) + 1);
    try {
      return await task(generation);
    } finally {
      this.#end(generation);
    }
  }

  /** Waits for requests in flight, 10 seconds at most, and ends all planners. */
  async close(): Promise<void> {
    if (this.#running.size > 0) await this.#idle();
    const { current } = this;
    this.#current = undefined;
    for (const generation of this.#running.keys()) this.#close(generation);
    if (current !== undefined && !this.#running.has(current)) this.#close(current);
    await Promise.all(this.#closing);
  }

  #end(generation: SupergraphGeneration): void {
    const others = (this.#running.get(generation) ?? 1) - 1;
    if (others > 0) {
      this.#running.set(generation, others);
      return;
    }
    this.#running.delete(generation);
    if (generation !== this.#current) this.#close(generation);
    if (this.#running.size === 0) this.#onceIdle?.();
  }

  #close(generation: SupergraphGeneration): void {
    const closing = generation.close().catch(this.onError);
    this.#closing.add(closing);
    void closing.then(() => this.#closing.delete(closing));
  }

  async #idle(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    this.#onceIdle = () => {
      resolve(undefined);
    };
    const impatience = setTimeout(resolve, CLOSE_TIMEOUT, undefined);
    await promise;
    clearTimeout(impatience);
  }
}
