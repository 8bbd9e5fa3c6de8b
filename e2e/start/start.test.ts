import { mkdtemp, rm, truncate } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@techally/client';
import { LoginDocument, ProductsDocument, RegisterDocument } from '@techally/client-storefront';
import { freePort } from '@techally/test-parts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Started } from '../harness/run-start.js';
import { runStart } from '../harness/run-start.js';

let dataDirectory: string;
const running: Started[] = [];

beforeEach(async () => {
  dataDirectory = await mkdtemp(join(tmpdir(), 'techally-start-'));
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((started) => started.stop()));
  await rm(dataDirectory, { recursive: true, force: true });
});

function start(
  port: number,
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Started {
  const started = runStart({ args, env: { DATA_DIR: dataDirectory, PORT: String(port), ...env } });
  running.push(started);
  return started;
}

describe('npm start', () => {
  it('prints where everything is, serves the demo shop, stops cleanly, and keeps the data for the next start', async () => {
    const port = await freePort();
    const client = createClient({ url: `http://127.0.0.1:${port}/graphql` });
    const first = start(port);
    await first.ready();
    expect(first.output()).toContain(`http://127.0.0.1:${port}/graphql`);
    expect(first.output()).toContain('This is a DEMO');

    const { products } = await client.request(ProductsDocument, { first: 3 });
    expect(products.edges).toHaveLength(3);
    for (const [email, password] of [
      ['customer@techally.example', 'Customer1'],
      ['premium@techally.example', 'Premium01'],
      ['admin@techally.example', 'Admin0001'],
    ] as const) {
      expect(first.output()).toContain(email);
      expect(first.output()).toContain(password);
      const { login } = await client.request(LoginDocument, { input: { email, password } });
      expect(login.userErrors).toEqual([]);
    }
    const input = { email: 'kept@example.com', password: 'Passw0rdX' };
    await client.request(RegisterDocument, { input: { ...input, firstName: 'Kim', lastName: 'Kept' } });
    expect(await first.stop()).toBe(0);
    expect(first.output()).not.toMatch(/"level":50|Error/);
    await expect(fetch(`http://127.0.0.1:${port}/health`)).rejects.toThrow();

    const second = start(port);
    await second.ready();
    const { login } = await client.request(LoginDocument, { input });
    expect(login.userErrors).toEqual([]);
    expect(await second.stop()).toBe(0);

    const fresh = start(port, ['--fresh']);
    await fresh.ready();
    const again = await client.request(LoginDocument, { input });
    expect(again.login.userErrors.map(({ code }) => code)).toEqual(['INVALID_CREDENTIALS']);
  }, 180_000);

  it('says which port is in use and how to choose another', async () => {
    const blocker = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => blocker.once('listening', resolve));
    const { port } = blocker.address() as AddressInfo;
    const started = start(port);
    expect(await started.ended()).toBe(1);
    blocker.close();
    expect(started.output()).toContain(String(port));
    expect(started.output()).toContain('PORT=');
    expect(started.output()).not.toContain('    at ');
  }, 60_000);

  it('says that the data folder is damaged and how to begin anew', async () => {
    const port = await freePort();
    const first = start(port, [], { DEMO: 'false' });
    await first.ready();
    await first.stop();
    await truncate(join(dataDirectory, 'postgres', 'cluster', 'global', 'pg_control'), 10).catch(() =>
      truncate(join(dataDirectory, 'postgres', 'global', 'pg_control'), 10),
    );
    const second = start(port);
    expect(await second.ended()).toBe(1);
    expect(second.output()).toContain('npm start -- --fresh');
    expect(second.output()).not.toContain('    at ');
  }, 60_000);

  it('refuses a second start on the same data folder', async () => {
    const first = start(await freePort(), [], { DEMO: 'false' });
    await first.ready();
    const second = start(await freePort(), [], { DEMO: 'false' });
    expect(await second.ended()).toBe(1);
    expect(second.output()).toMatch(/in use|already runs|another/i);
    expect(first.child.exitCode).toBeNull();
  }, 60_000);

  it('refuses unknown arguments and unusable variables in one line each', async () => {
    const unknown = start(4000, ['--frsh']);
    expect(await unknown.ended()).toBe(1);
    expect(unknown.output()).toContain('Unknown argument "--frsh"');
    const unusable = start(4000, [], { PORT: 'abc' });
    expect(await unusable.ended()).toBe(1);
    expect(unusable.output()).toContain('PORT is a port');
  }, 60_000);
});

describe('npm run start:services', () => {
  it('runs eight processes that serve the shop together and stop together', async () => {
    const port = await freePort();
    const client = createClient({ url: `http://127.0.0.1:${port}/graphql` });
    const started = start(port, ['--services']);
    await started.ready();

    for (const servicePort of [3001, 3002, 3003, 3004, 3005, 3006, 3007]) {
      const health = await fetch(`http://127.0.0.1:${servicePort}/health`);
      expect(health.status).toBe(200);
      const direct = await fetch(`http://127.0.0.1:${servicePort}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"query":"{ _service { sdl } }"}',
      });
      expect(direct.status).toBe(401);
    }
    const { products } = await client.request(ProductsDocument, { first: 3 });
    expect(products.edges.every(({ node }) => (node.stock?.available ?? 0) > 0)).toBe(true);
    const { login } = await client.request(LoginDocument, {
      input: { email: 'customer@techally.example', password: 'Customer1' },
    });
    expect(login.userErrors).toEqual([]);

    expect(await started.stop()).toBe(0);
    for (const each of [port, 3001, 3002, 3003, 3004, 3005, 3006, 3007]) {
      await expect(fetch(`http://127.0.0.1:${each}/health`), String(each)).rejects.toThrow();
    }
  }, 120_000);
});
