import { randomBytes } from 'node:crypto';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { createTestRouter } from '../testing/test-router.js';
import { createCompression } from './compression.js';

const BODY = Buffer.from('{"data":"Grüße"}'.repeat(100));

describe('the compression of a body', () => {
  const compress = createCompression(100);

  it('gives back what was compressed', async () => {
    const gzipped = await compress('gzip', BODY);
    expect(gunzipSync(gzipped?.bytes ?? '')).toEqual(BODY);
    const brotli = await compress('gzip, br', BODY);
    expect(brotli?.encoding).toBe('br');
    expect(brotliDecompressSync(brotli?.bytes ?? '')).toEqual(BODY);
  });

  it('is made once for all who want the same body so', () => {
    expect(compress('gzip', BODY)).not.toBeNull();
    expect(compress('gzip;q=1', BODY)).toStrictEqual(compress('gzip', BODY));
  });

  it('leaves small bodies, and those of clients that do not accept any', () => {
    expect(compress('gzip', Buffer.from('{}'))).toBeNull();
    expect(compress(undefined, BODY)).toBeNull();
    expect(compress('identity', BODY)).toBeNull();
  });

  it('does not hold the event loop', async () => {
    const large = Buffer.from(randomBytes(4_000_000).toString('hex'));
    const compressing = compress('br', large);
    let turns = 0;
    const turn = setInterval(() => (turns += 1), 5);
    await compressing;
    clearInterval(turn);
    expect(turns).toBeGreaterThan(3);
  });
});

describe('an answer', () => {
  const headers = { 'accept-encoding': 'gzip' };

  it('is not compressed by default', async () => {
    const { router, post } = await createTestRouter();
    const response = await post('{ everyone { id name } }', headers);
    expect(response.headers.get('content-encoding')).toBeNull();
    expect(response.headers.get('vary')).toBeNull();
    await router.close();
  });

  it('is compressed where that is switched on, from the threshold on', async () => {
    const { router, post } = await createTestRouter({
      http: { compression: { enabled: true, threshold: 60 } },
    });
    const large = await post('{ everyone { id name } }', headers);
    expect(large.headers.get('content-encoding')).toBe('gzip');
    expect(large.headers.get('vary')).toBe('accept-encoding');
    const bytes = Buffer.from(await large.arrayBuffer());
    expect(large.headers.get('content-length')).toBe(String(bytes.length));
    expect(JSON.parse(gunzipSync(bytes).toString())).toEqual({
      data: {
        everyone: [
          { id: '1', name: 'Ann' },
          { id: '2', name: 'Ben' },
        ],
      },
    });
    const small = await post('{ me { id } }', headers);
    expect(small.headers.get('content-encoding')).toBeNull();
    expect(small.headers.get('vary')).toBe('accept-encoding');
    expect(await small.json()).toEqual({ data: { me: { id: '1' } } });
    await router.close();
  });

  it('that several clients share is compressed for each as it wants', async () => {
    const { router, users, post } = await createTestRouter({
      http: { compression: { enabled: true, threshold: 1 } },
    });
    const query = '{ everyone { id name } }';
    const [gzipped, plain, brotli] = await Promise.all([
      post(query, { 'accept-encoding': 'gzip' }),
      post(query),
      post(query, { 'accept-encoding': 'br' }),
    ]);
    expect(users.requests).toHaveLength(1);
    const text = await plain.text();
    expect(gunzipSync(Buffer.from(await gzipped.arrayBuffer())).toString()).toBe(text);
    expect(brotliDecompressSync(Buffer.from(await brotli.arrayBuffer())).toString()).toBe(text);
    await router.close();
  });
});
