import { mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createFileSource } from './file-source.js';
import { createFunctionSource } from './function-source.js';
import type { SupergraphSource } from './supergraph-source.js';
import { createTextSource } from './text-source.js';
import { createUrlSource } from './url-source.js';

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

/** Starts a source and notes what it tells. */
async function watch(source: SupergraphSource, refuse: (sdl: string) => boolean = () => false) {
  const updates: string[] = [];
  const errors: string[] = [];
  cleanups.push(() => source.stop());
  const first = await source.start({
    onUpdate: async (sdl) => {
      if (refuse(sdl)) throw new Error(`refused ${sdl}`);
      updates.push(sdl);
    },
    onError: (error) => errors.push(error instanceof Error ? error.message : String(error)),
  });
  return { first, updates, errors };
}

const soon = (assertion: () => void) => vi.waitFor(assertion, { timeout: 5_000, interval: 10 });
const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function createFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'supergraph-'));
  cleanups.push(() => rm(folder, { recursive: true }));
  return folder;
}

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanups.push(
    () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  );
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/supergraph`;
}

it('a text is what it is', async () => {
  expect((await watch(createTextSource('one'))).first).toBe('one');
});

describe('a file', () => {
  it('is read again when it was written, replaced by a rename, or its link switched', async () => {
    const folder = await createFolder();
    const path = join(folder, 'supergraph.graphql');
    await writeFile(path, 'one');
    const { first, updates, errors } = await watch(createFileSource({ path, interval: 20 }));
    expect(first).toBe('one');

    await writeFile(path, 'two');
    await soon(() => expect(updates).toEqual(['two']));

    await writeFile(join(folder, 'new'), 'three');
    await rename(join(folder, 'new'), path);
    await soon(() => expect(updates).toEqual(['two', 'three']));

    await writeFile(join(folder, 'target'), 'four');
    await symlink(join(folder, 'target'), join(folder, 'link'));
    await rename(join(folder, 'link'), path);
    await soon(() => expect(updates).toEqual(['two', 'three', 'four']));
    expect(errors).toEqual([]);
  });

  it('is read when it is complete, although it was written in parts', async () => {
    const path = join(await createFolder(), 'supergraph.graphql');
    await writeFile(path, 'one');
    const { updates } = await watch(createFileSource({ path, interval: 100 }));
    for (const part of ['a', 'ab', 'abc', 'abcd']) {
      await writeFile(path, part);
      await sleep(40);
    }
    await soon(() => expect(updates).toEqual(['abcd']));
  });

  it('that was refused is told once, and the next one is taken', async () => {
    const path = join(await createFolder(), 'supergraph.graphql');
    await writeFile(path, 'one');
    const { updates, errors } = await watch(createFileSource({ path, interval: 20 }), (sdl) => sdl === 'bad');
    await writeFile(path, 'bad');
    await soon(() => expect(errors).toEqual(['refused bad']));
    await writeFile(path, 'bad');
    await sleep(150);
    expect(errors).toHaveLength(1);
    await writeFile(path, 'good');
    await soon(() => expect(updates).toEqual(['good']));
  });

  it('that vanishes is an error; what comes in its place is an update', async () => {
    const path = join(await createFolder(), 'supergraph.graphql');
    await writeFile(path, 'one');
    const { updates, errors } = await watch(createFileSource({ path, interval: 20 }));
    await rm(path);
    await soon(() => expect(errors[0]).toContain('ENOENT'));
    await writeFile(path, 'two');
    await soon(() => expect(updates).toEqual(['two']));
  });

  it('that was touched is no update, and after the stop nothing is', async () => {
    const path = join(await createFolder(), 'supergraph.graphql');
    await writeFile(path, 'one');
    const source = createFileSource({ path, interval: 20 });
    const { updates } = await watch(source);
    await writeFile(path, 'one');
    await sleep(150);
    await source.stop();
    await writeFile(path, 'two');
    await sleep(150);
    expect(updates).toEqual([]);
  });

  it('that is not there keeps the router from starting', async () => {
    await expect(watch(createFileSource({ path: '/nowhere/supergraph.graphql' }))).rejects.toMatchObject({
      name: 'StartError',
      code: 'SUPERGRAPH_NOT_READABLE',
    });
  });
});

describe('a URL', () => {
  it('is asked for changes since the last answer, with the headers of the options', async () => {
    let sdl = 'one';
    const statuses: number[] = [];
    const url = await serve((request, response) => {
      const etag = `"${sdl}"`;
      response.statusCode =
        request.headers.authorization !== 'Bearer t'
          ? 401
          : request.headers['if-none-match'] === etag
            ? 304
            : 200;
      statuses.push(response.statusCode);
      response.setHeader('etag', etag).end(response.statusCode === 200 ? sdl : undefined);
    });
    const headers = { authorization: 'Bearer t' };
    const { first, updates, errors } = await watch(createUrlSource({ url, headers, interval: 20 }));
    expect(first).toBe('one');
    await soon(() => expect(statuses.slice(0, 3)).toEqual([200, 304, 304]));
    sdl = 'zwei ü';
    await soon(() => expect(updates).toEqual(['zwei ü']));
    await sleep(100);
    expect(updates).toHaveLength(1);
    expect(errors).toEqual([]);
  });

  it('that fails is asked again, less and less often, until it answers', async () => {
    let isBroken = false;
    let failures = 0;
    const url = await serve((_request, response) => {
      if (isBroken) failures += 1;
      response.writeHead(isBroken ? 503 : 200).end(isBroken ? 'broken' : `sdl after ${failures}`);
    });
    const { updates, errors } = await watch(createUrlSource({ url, interval: 20 }));
    isBroken = true;
    await sleep(500);
    isBroken = false;
    // 20 ms apart there would be 25.
    expect(failures).toBeGreaterThan(1);
    expect(failures).toBeLessThan(8);
    expect(errors[0]).toBe(`The supergraph cannot be read from ${url}: status 503.`);
    await soon(() => expect(updates).toEqual([`sdl after ${failures}`]));
  });

  it('may not take too long', async () => {
    const url = await serve(() => undefined);
    await expect(watch(createUrlSource({ url, timeout: 100 }))).rejects.toMatchObject({
      code: 'SUPERGRAPH_NOT_READABLE',
      message: `The supergraph cannot be read from ${url}: no answer within 100 ms.`,
    });
  });

  it('may not answer too much', async () => {
    const url = await serve((_request, response) => response.end('x'.repeat(2_000)));
    await expect(watch(createUrlSource({ url, maxBytes: 1_000 }))).rejects.toThrow(
      'the answer has more than 1000 bytes',
    );
  });

  it('at which nobody listens keeps the router from starting, with the reason', async () => {
    const url = await serve(() => undefined);
    await cleanups.pop()?.();
    await expect(watch(createUrlSource({ url }))).rejects.toThrow('ECONNREFUSED');
  });

  it('is left alone after the stop, also when an answer is under way', async () => {
    let requests = 0;
    const url = await serve((_request, response) => {
      requests += 1;
      if (requests === 1) response.end('one');
    });
    const source = createUrlSource({ url, interval: 20 });
    const { errors } = await watch(source);
    await soon(() => expect(requests).toBe(2));
    await source.stop();
    await sleep(100);
    expect(requests).toBe(2);
    expect(errors).toEqual([]);
  });
});

describe('a function', () => {
  it('is called at an interval', async () => {
    let calls = 0;
    const { first, updates, errors } = await watch(
      createFunctionSource({
        interval: 20,
        load: async () => {
          calls += 1;
          if (calls === 2) throw new Error('not now');
          return `${calls}`;
        },
      }),
    );
    expect(first).toBe('1');
    await soon(() => expect(updates.slice(0, 2)).toEqual(['3', '4']));
    expect(errors).toEqual(['not now']);
  });

  it('may push updates, which are taken one after the other', async () => {
    let push: (sdl: string) => void = () => undefined;
    const under: string[] = [];
    const order: string[] = [];
    const source = createFunctionSource({
      load: ({ update }) => {
        push = update;
        return 'one';
      },
    });
    cleanups.push(() => source.stop());
    await source.start({
      onUpdate: async (sdl) => {
        under.push(sdl);
        await sleep(20);
        order.push(`${sdl} of ${under.length}`);
      },
      onError: () => undefined,
    });
    for (const sdl of ['two', 'two', 'three']) push(sdl);
    await soon(() => expect(order).toEqual(['two of 1', 'three of 2']));
  });

  it('that pushes before it answers gives what it pushed', async () => {
    const { first } = await watch(
      createFunctionSource({
        load: async ({ update }) => {
          update('newer');
          return 'older';
        },
      }),
    );
    expect(first).toBe('newer');
  });

  it('that fails keeps the router from starting', async () => {
    const load = () => Promise.reject(new Error('no registry'));
    await expect(watch(createFunctionSource({ load }))).rejects.toMatchObject({
      code: 'SUPERGRAPH_NOT_READABLE',
      message: 'The supergraph cannot be loaded: no registry',
    });
  });
});
