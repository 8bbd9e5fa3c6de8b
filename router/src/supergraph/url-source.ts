import { StartError } from '../errors/start-error.js';
import { startPolling } from './polling.js';
import type { SupergraphSource } from './supergraph-source.js';
import { createUpdateQueue } from './update-queue.js';
import { createUrlReader } from './url-reader.js';

export interface UrlSourceOptions {
  readonly url: string;
  /** Sent with each request, such as an authorization. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Milliseconds between two requests. Default 10,000. After failures up to 16 times as long. */
  readonly interval?: number | undefined;
  /** Milliseconds that an answer may take. Default 10,000. */
  readonly timeout?: number | undefined;
  /** Bytes that an answer may have, decompressed. Default 50,000,000. */
  readonly maxBytes?: number | undefined;
}

/** A supergraph behind a URL. Servers that send an `ETag` are asked for changes only. */
export function createUrlSource(options: UrlSourceOptions): SupergraphSource {
  const { interval = 10_000 } = options;
  let stop: () => Promise<void> = () => Promise.resolve();
  return {
    async start(listeners) {
      const read = createUrlReader({ ...options, what: 'The supergraph' });
      let first: string;
      try {
        first = (await read()) ?? '';
      } catch (cause) {
        const reason = cause instanceof Error ? cause.message : String(cause);
        throw new StartError('SUPERGRAPH_NOT_READABLE', reason, { cause });
      }
      const updates = createUpdateQueue(first, listeners);
      const stopPolling = startPolling({
        interval,
        onError: listeners.onError,
        async poll(signal) {
          const sdl = await read(signal);
          if (sdl !== undefined) await updates.deliver(sdl);
        },
      });
      stop = () => {
        updates.close();
        return stopPolling();
      };
      return first;
    },
    stop: () => stop(),
  };
}
