/**
 * Reads a response's body as UTF-8 text, but no more than `limit` bytes of it: an endless answer costs one buffer, not
 * the process.
 *
 * @returns `null` when the body is larger; the rest of it is not read.
 */
export async function readLimitedText(response: Response, limit: number): Promise<string | null> {
  const body: ReadableStream<Uint8Array> | null = response.body;
  if (body === null) return '';
  const reader = body.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(chunks, size).toString('utf8');
    size += value.byteLength;
    if (size > limit) {
      await reader.cancel();
      return null;
    }
    chunks.push(value);
  }
}
