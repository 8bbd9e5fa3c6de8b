import { StartError } from '../errors/start-error.js';
import { startPolling } from './polling.js';
import type { SupergraphSource } from './supergraph-source.js';
import type { UpdateQueue } from './update-queue.js';
import { createUpdateQueue } from './update-queue.js';

/** Gives the supergraph. `update` may be kept and called with a new one at any time after. */
export type LoadSupergraph = (controls: {
  readonly update: (sdl: string) => void;
}) => Promise<string> | string;

export interface FunctionSourceOptions {
  readonly load: LoadSupergraph;
  /** Milliseconds between two calls. Default: it is called once, and updates come through `update`. */
  readonly interval?: number | undefined;
}

/** A supergraph from a function of the application: a registry, a database, a test. */
export function createFunctionSource({ load, interval }: FunctionSourceOptions): SupergraphSource {
  let stop: () => Promise<void> = () => Promise.resolve();
  return {
    async start(listeners) {
      const begun: { updates?: UpdateQueue; early?: string } = {};
      const controls = {
        update: (sdl: string) => {
          // An update that comes before the first text is newer than it.
          if (begun.updates === undefined) begun.early = sdl;
          else void begun.updates.deliver(sdl);
        },
      };
      let first: string;
      try {
        first = await load(controls);
      } catch (cause) {
        const reason = cause instanceof Error ? cause.message : String(cause);
        throw new StartError('SUPERGRAPH_NOT_READABLE', `The supergraph cannot be loaded: ${reason}`, {
          cause,
        });
      }
      first = begun.early ?? first;
      const queue = createUpdateQueue(first, listeners);
      begun.updates = queue;
      const stopPolling =
        interval === undefined
          ? () => Promise.resolve()
          : startPolling({
              interval,
              onError: listeners.onError,
              poll: async () => queue.deliver(await load(controls)),
            });
      stop = () => {
        queue.close();
        return stopPolling();
      };
      return first;
    },
    stop: () => stop(),
  };
}
