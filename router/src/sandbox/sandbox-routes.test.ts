import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestRouter } from '../testing/test-router.js';
import { createTestRouter } from '../testing/test-router.js';

let test: TestRouter;
beforeAll(async () => {
  test = await createTestRouter({ sandbox: { defaultQuery: '{ me } # </script><script>alert(1)</script>' } });
});
afterAll(() => test.router.close());

describe('the sandbox', () => {
  it('loads nothing from another machine', async () => {
    const response = await test.router.fetch('/');
    const page = await response.text();
    const sources = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, source]) => source ?? '');
    expect(sources.length).toBeGreaterThan(2);
    for (const source of sources) expect(source).toMatch(/^(\/sandbox\/|data:)/);
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/https?:|\*/);
  });

  it('serves every file that its page names, compressed, and once per browser', async () => {
    const page = await (await test.router.fetch('/')).text();
    const paths = [...page.matchAll(/"(\/sandbox\/[^"]+)"/g)].map(([, path]) => path ?? '');
    paths.push('/sandbox/editor.worker.js', '/sandbox/graphql.worker.js', '/sandbox/json.worker.js');
    for (const path of paths) {
      const response = await test.router.fetch(path, { headers: { 'accept-encoding': 'gzip' } });
      expect(response.status, path).toBe(200);
      expect(response.headers.get('content-type'), path).toMatch(/^text\/(javascript|css)/);
      const tag = response.headers.get('etag');
      if (tag === null) continue;
      const bytes = Buffer.from(await response.arrayBuffer());
      expect(gunzipSync(bytes).length).toBeGreaterThan(bytes.length);
      expect((await test.router.fetch(path, { headers: { 'if-none-match': tag } })).status).toBe(304);
    }
  });

  it('has styles that load nothing from another machine', async () => {
    const css = await (await test.router.fetch('/sandbox/graphiql.css')).text();
    expect(css).not.toContain('@import');
    for (const [, url] of css.matchAll(/url\(["']?([^)]{1,12})/g)) expect(url).toMatch(/^(data:|#)/);
  });

  it('shows the default query, which cannot leave its place in the page', async () => {
    const page = await (await test.router.fetch('/')).text();
    const options = /<script type="application\/json" id="options">(.*?)<\/script>/.exec(page)?.[1] ?? '';
    expect(JSON.parse(options)).toMatchObject({
      endpoint: '/graphql',
      defaultQuery: '{ me } # </script><script>alert(1)</script>',
      isHeadersEditorEnabled: true,
    });
  });

  it('is not there when switched off', async () => {
    const closed = await createTestRouter({ sandbox: { enabled: false } });
    for (const path of ['/', '/sandbox/start.js', '/sandbox/graphiql.js']) {
      expect((await closed.router.fetch(path)).status).toBe(404);
    }
    await closed.router.close();
  });
});
