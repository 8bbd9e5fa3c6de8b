export interface UrlReaderOptions {
  readonly url: string;
  /** What is there, for messages: `The supergraph`. */
  readonly what: string;
  /** Sent with each request. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Milliseconds that an answer may take. Default 10,000. */
  readonly timeout?: number | undefined;
  /** Bytes that an answer may have, decompressed. Default 50,000,000. */
  readonly maxBytes?: number | undefined;
}

/** Reads a URL; `undefined` when it has not changed since the last time, by its `ETag`. */
export type UrlReader = (stopping?: AbortSignal) => Promise<string | undefined>;

export function createUrlReader(options: UrlReaderOptions): UrlReader {
  const { url, what, headers = {}, timeout = 10_000, maxBytes = 50_000_000 } = options;
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
      throw new Error(`${what} cannot be read from ${url}: ${reason}.`, { cause });
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
