import type { Stats } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { StartError } from '../errors/start-error.js';
import { startPolling } from './polling.js';
import type { SupergraphSource } from './supergraph-source.js';
import { createUpdateQueue } from './update-queue.js';

export interface FileSourceOptions {
  readonly path: string;
  /** Milliseconds between two looks at the file. Default 500. */
  readonly interval?: number | undefined;
}

/**
 * A supergraph in a file that may be replaced. The file's state is polled, which sees what watching misses: editors that
 * rename, symbolic links that are switched (Kubernetes), network drives. It is read when it has not changed between two
 * looks, so that a file is not read while it is being written.
 */
export function createFileSource({ path, interval = 500 }: FileSourceOptions): SupergraphSource {
  let stop: () => Promise<void> = () => Promise.resolve();
  return {
    async start(listeners) {
      let read: string;
      let first: string;
      try {
        read = identify(await stat(path));
        first = await readFile(path, 'utf8');
      } catch (cause) {
        const reason = cause instanceof Error ? cause.message : String(cause);
        throw new StartError('SUPERGRAPH_NOT_READABLE', `The supergraph file cannot be read: ${reason}`, {
          cause,
        });
      }
      const updates = createUpdateQueue(first, listeners);
      let seen = read;
      const stopPolling = startPolling({
        interval,
        onError: listeners.onError,
        async poll() {
          const current = identify(await stat(path));
          const isSettled = current === seen;
          seen = current;
          if (!isSettled || current === read) return;
          const sdl = await readFile(path, 'utf8');
          read = current;
          await updates.deliver(sdl);
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

function identify({ ino, size, mtimeMs, ctimeMs }: Stats): string {
  return [ino, size, mtimeMs, ctimeMs].join(' ');
}
