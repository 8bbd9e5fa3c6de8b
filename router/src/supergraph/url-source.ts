import { StartError } from '../errors/start-error.js';
import { startPolling } from './polling.js';
import type { SupergraphSource } from './supergraph-source.js';
import { createUpdateQueue } from './update-queue.js';

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
      const read = createRead(options);
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

/** Reads the URL; `undefined` when it has not changed since the last time. */
function createRead(options: UrlSourceOptions): (stopping?: AbortSignal) => Promise<string | undefined> {
  const { url, headers = {}, timeout = 10_000, maxBytes = 50_000_000 } = options;
  let etag: string | null = null;
  return async (stopping) => {
    const timeLimit = AbortSignal.timeout(timeout);
    const signal = stopping === undefined ? timeLimit : AbortSignal.any([timeLimit, stopping]);
    try {
      const response = await fetch(url, {
        headers: { ...headers, ...(etag === null ? {} : { 'if-none-match': etag }) },
        signal,
      });
      if (response.status === 304) {
        await response.body?.cancel();
        return undefined;
      }
      if (!response.ok) {
        await response.body?.cancel();
        throw new Error(`status ${response.status}`);
      }
      const text = await readLimited(response, maxBytes);
      etag = response.headers.get('etag');
      return text;
    } catch (cause) {
      const reason = timeLimit.aborted ? `no answer within ${timeout} ms` : innermostMessage(cause);
      throw new Error(`The supergraph cannot be read from ${url}: ${reason}.`, { cause });
    }
  };
}

async function readLimited(response: Response, maxBytes: number): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  const body: AsyncIterable<Uint8Array> | null = response.body;
  for await (const chunk of body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw new Error(`the answer has more than ${maxBytes} bytes`);
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

/** `fetch` says "fetch failed"; what failed is in its cause. */
function innermostMessage(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? innermostMessage(error.cause) : error.message;
}
