import { readFile } from 'node:fs/promises';
import { StartError } from '../errors/start-error.js';
import { startPolling } from './polling.js';
import { SettledFiles } from './settled-files.js';
import type { SupergraphSource } from './supergraph-source.js';
import { createUpdateQueue } from './update-queue.js';

export interface FileSourceOptions {
  readonly path: string;
  /** Milliseconds between two looks at the file. Default 500. */
  readonly interval?: number | undefined;
}

/** A supergraph in a file that may be replaced. It is not read while it is being written. */
export function createFileSource({ path, interval = 500 }: FileSourceOptions): SupergraphSource {
  let stop: () => Promise<void> = () => Promise.resolve();
  return {
    async start(listeners) {
      const readChanged = createFileReader(path);
      let first: string;
      try {
        first = (await readChanged()) ?? '';
      } catch (cause) {
        const reason = cause instanceof Error ? cause.message : String(cause);
        throw new StartError('SUPERGRAPH_NOT_READABLE', `The supergraph file cannot be read: ${reason}`, {
          cause,
        });
      }
      const updates = createUpdateQueue(first, listeners);
      const stopPolling = startPolling({
        interval,
        onError: listeners.onError,
        async poll() {
          const sdl = await readChanged();
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

/** Reads a file; `undefined` when it has not changed since the last time, or is being written. */
function createFileReader(path: string): () => Promise<string | undefined> {
  const files = new SettledFiles();
  return async () => {
    const state = await files.changed([path]);
    if (state === undefined) return undefined;
    const text = await readFile(path, 'utf8');
    files.take(state);
    return text;
  };
}
