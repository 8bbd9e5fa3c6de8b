import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { RouterConfigInput } from '../config/router-config.js';
import type { RouterOptions } from '../router-options.js';
import { composeSupergraph } from '../testing/compose-supergraph.js';
import type { TestRouter } from '../testing/test-router.js';
import { createTestRouter } from '../testing/test-router.js';

const ME = '{ me { name } }';
const LATEST = '{ latestReview { body } }';
const BROKEN = '{ nobody { name } }';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'manifests-'));
});
afterEach(() => rm(folder, { recursive: true }));

const write = (name: string, content: object | string) =>
  writeFile(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));

type Options = NonNullable<RouterConfigInput['persistedDocuments']>;

async function openWith(persistedDocuments: Options, more: Partial<RouterOptions> = {}): Promise<TestRouter> {
  const test = await createTestRouter({ persistedDocuments, ...more });
  onTestFinished(() => test.router.close());
  return test;
}

/** Asks for a document by its id: the status, and the code of the error. */
async function ask({ router }: TestRouter, documentId: string) {
  const response = await router.fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ documentId }),
  });
  const answer = (await response.json()) as any;
  return [response.status, answer.errors?.[0]?.extensions.code].filter((part) => part !== undefined);
}

const KNOWN = [200];
const UNKNOWN = [404, 'PERSISTED_QUERY_NOT_IN_LIST'];
const INVALID = [400, 'PERSISTED_DOCUMENT_INVALID'];

describe('a manifest in a file', () => {
  it('is followed; one that is not valid is refused with the reason, and the old one stays', async () => {
    await write('list.json', { me: ME });
    const test = await openWith({ manifests: [{ file: join(folder, 'list.json') }] });
    await write('list.json', { latest: LATEST });
    await vi.waitFor(async () => {
      expect(await ask(test, 'latest')).toEqual(KNOWN);
    }, 5_000);
    expect(await ask(test, 'me')).toEqual(UNKNOWN);

    await write('list.json', '{ "latest": "{" }');
    await vi.waitFor(() => {
      expect(test.log.join()).toContain('the old one stays: list.json: \\"latest\\": Syntax Error');
    }, 5_000);
    expect(await ask(test, 'latest')).toEqual(KNOWN);

    await write('list.json', { latest: LATEST, me: ME });
    await vi.waitFor(async () => {
      expect(await ask(test, 'me')).toEqual(KNOWN);
    }, 5_000);
  });

  it.each([
    ['is missing', undefined, 'MANIFEST_NOT_READABLE', 'no such file'],
    ['is not valid', '[]', 'MANIFEST_INVALID', 'expected a JSON object'],
  ])('that %s keeps the router from starting', async (_what, text, code, message) => {
    if (text !== undefined) await write('list.json', text);
    await expect(openWith({ manifests: [{ file: join(folder, 'list.json') }] })).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message),
    });
  });

  it('that has an id of another one for another document is refused', async () => {
    await write('a.json', { same: ME });
    await write('b.json', { same: LATEST });
    const manifests = ['a.json', 'b.json'].map((name) => ({ file: join(folder, name) }));
    await expect(openWith({ manifests })).rejects.toMatchObject({
      code: 'MANIFEST_INVALID',
      message: expect.stringContaining('the id "same" stands for two documents'),
    });
    await write('b.json', { same: `${ME} # the same` });
    expect(await ask(await openWith({ manifests }), 'same')).toEqual(KNOWN);
  });
});

describe('a manifest in a folder', () => {
  it('is all of its files, in each format, and follows those that come and go', async () => {
    await write('a.json', { me: ME });
    await write('everyone.graphql', '{ everyone { id } }');
    await write('README.md', 'Not a manifest.');
    await write('.hidden.json', 'Neither.');
    await mkdir(join(folder, 'inside.json'), { recursive: true });
    await rm(join(folder, 'inside.json'), { recursive: true });
    const test = await openWith({ manifests: [{ folder }] });
    expect(await ask(test, 'me')).toEqual(KNOWN);
    expect(await ask(test, 'everyone')).toEqual(KNOWN);
    await write('b.json', { latest: LATEST });
    await rm(join(folder, 'everyone.graphql'));
    await vi.waitFor(async () => {
      expect(await ask(test, 'latest')).toEqual(KNOWN);
    }, 5_000);
    expect(await ask(test, 'everyone')).toEqual(UNKNOWN);
  });
});

describe('a manifest behind a URL', () => {
  async function serve(
    handle: (request: IncomingMessage, response: ServerResponse) => void,
  ): Promise<string> {
    const server = createServer(handle);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => {
      server.close();
      server.closeAllConnections();
    });
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/list.json`;
  }

  it('is asked for changes with its ETag and the headers that are set; what is down or broken changes nothing', async () => {
    let current: { status: number; text: string } = { status: 200, text: JSON.stringify({ me: ME }) };
    const seen: string[] = [];
    const url = await serve(({ headers }, response) => {
      const etag = `"${current.text.length}"`;
      seen.push([headers.authorization, headers['if-none-match'], current.status].join());
      const isSame = headers['if-none-match'] === etag;
      response.writeHead(isSame ? 304 : current.status, { etag }).end(isSame ? '' : current.text);
    });
    const test = await openWith({ manifests: [{ url, headers: { authorization: 'mine' }, interval: 100 }] });
    expect(await ask(test, 'me')).toEqual(KNOWN);
    await vi.waitFor(() => {
      expect(seen).toContain(`mine,"${current.text.length}",200`);
    });
    current = { status: 503, text: 'down' };
    await vi.waitFor(() => {
      expect(test.log.join()).toContain('status 503');
    });
    current = { status: 200, text: JSON.stringify({ latest: LATEST, me: ME }) };
    await vi.waitFor(async () => {
      expect(await ask(test, 'latest')).toEqual(KNOWN);
    }, 5_000);
  });

  it('is not taken anew when it is the same without an ETag, and logged once when it is broken', async () => {
    let text = JSON.stringify({ me: ME });
    let requests = 0;
    const url = await serve((_request, response) => {
      requests += 1;
      response.end(text);
    });
    const test = await openWith({ manifests: [{ url, interval: 100 }] });
    text = '[]';
    await vi.waitFor(() => {
      expect(requests).toBeGreaterThan(6);
    }, 5_000);
    expect(test.log.filter((line) => line.includes('expected a JSON object'))).toHaveLength(1);
    expect(await ask(test, 'me')).toEqual(KNOWN);
  });
});

describe('a document that is not valid on the supergraph', () => {
  const OLD = composeSupergraph({ users: 'type Query { name: String age: Int }' });
  const NEW = composeSupergraph({ users: 'type Query { name: String }' });

  /** A router whose supergraph can be replaced. */
  async function following(persistedDocuments: Options) {
    let onUpdate: ((sdl: string) => Promise<void> | void) | undefined;
    const test = await openWith(persistedDocuments, {
      supergraph: {
        start: async (listeners) => {
          ({ onUpdate } = listeners);
          return OLD;
        },
        stop: async () => undefined,
      },
      transport: {
        send: async () => ({ kind: 'result', httpStatus: 200, result: { data: { name: 'Ann', age: 7 } } }),
      },
    });
    return { test, update: async (sdl: string) => onUpdate?.(sdl) };
  }

  it('is refused, by id and by text, and listed in the log; the others and the new supergraph are used', async () => {
    await write('list.json', { name: '{ name }', age: '{ age }' });
    const { test, update } = await following({ level: 'safelist', manifests: [{ folder }] });
    expect(await ask(test, 'age')).toEqual(KNOWN);
    await update(NEW);
    expect(await ask(test, 'age')).toEqual(INVALID);
    expect(await ask(test, 'name')).toEqual(KNOWN);
    expect(await (await test.post('{  age }')).json()).toEqual({
      errors: [
        {
          message:
            'The persisted document does not fit the schema any more: Cannot query field "age" on type "Query". Did you mean "name"?',
          extensions: { code: 'PERSISTED_DOCUMENT_INVALID' },
        },
      ],
    });
    expect(test.log.join()).toContain('list.json: \\"age\\": Cannot query field \\"age\\"');
    await update(OLD);
    expect(await ask(test, 'age')).toEqual(KNOWN);
  });

  it('refuses the supergraph where that is asked for, and the start, and the manifest that brings it', async () => {
    await write('list.json', { age: '{ age }' });
    const options: Options = { onBrokenDocument: 'refuse-supergraph', manifests: [{ folder }] };
    const { test, update } = await following(options);
    await expect(update(NEW)).rejects.toMatchObject({
      code: 'SUPERGRAPH_INVALID',
      message: expect.stringContaining('list.json: "age": Cannot query field "age"'),
    });
    expect(await ask(test, 'age')).toEqual(KNOWN);

    await write('list.json', { broken: BROKEN });
    await vi.waitFor(() => {
      expect(test.log.join()).toContain('documents are not valid on the supergraph');
    }, 5_000);
    expect(await ask(test, 'age')).toEqual(KNOWN);
    await expect(openWith(options)).rejects.toMatchObject({ code: 'SUPERGRAPH_INVALID' });
  });

  it('is taken with its manifest, and refused until a supergraph comes that it fits', async () => {
    await write('list.json', { age: '{ age }' });
    const { test, update } = await following({ manifests: [{ folder }] });
    await update(NEW);
    await write('list.json', { name: '{ name }', age: '{ age }' });
    await vi.waitFor(async () => {
      expect(await ask(test, 'name')).toEqual(KNOWN);
    }, 5_000);
    expect(await ask(test, 'age')).toEqual(INVALID);
    await update(OLD);
    expect(await ask(test, 'age')).toEqual(KNOWN);
  });
});

describe('planning ahead', () => {
  /** How many operations were planned when the router was created. */
  async function plannedWith(warmUp: NonNullable<Options['warmUp']>): Promise<number | undefined> {
    await write('list.json', { me: ME, two: `query A ${ME} query B ${LATEST}`, broken: BROKEN });
    const lines: string[] = [];
    await openWith(
      { manifests: [{ folder }], warmUp },
      { logger: pino({ level: 'info' }, { write: (line: string) => lines.push(line) }) },
    );
    const line = lines.find((text) => text.includes('planned ahead'));
    return line === undefined ? undefined : (JSON.parse(line) as { operations: number }).operations;
  }

  it('is done before the router is there, for every operation of the documents that are valid', async () => {
    expect(await plannedWith({})).toBe(3);
  });

  it('is done for as many documents, and as long, as is set', async () => {
    expect(await plannedWith({ documents: 1 })).toBe(1);
    expect(await plannedWith({ documents: 0 })).toBeUndefined();
    expect(await plannedWith({ time: 0 })).toBeUndefined();
  });

  it('goes on behind the start when nobody is to wait for it', async () => {
    expect(await plannedWith({ wait: false })).toBeUndefined();
  });
});
