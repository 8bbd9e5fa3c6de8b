import type { ChildProcess } from 'node:child_process';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { composeSupergraph } from '../testing/compose-supergraph.js';

const router = fileURLToPath(new URL('../..', import.meta.url));
const bin = join(router, 'bin/techally-router.js');
const SCHEMAS = { users: 'type Query { me: User } type User { id: ID! }' };
let folder: string;
let supergraph: string;

beforeAll(async () => {
  build();
  folder = await mkdtemp(join(tmpdir(), 'router-cli-'));
  supergraph = await file('supergraph.graphql', composeSupergraph(SCHEMAS));
});
afterAll(() => rm(folder, { recursive: true }));

/** Builds, unless the router's output is newer than its sources: two builds at once would trip over each other. */
function build(): void {
  const newest = (path: string) =>
    Math.max(
      ...readdirSync(path, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
        .map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs),
    );
  const output = join(router, 'dist');
  if (existsSync(output) && newest(output) > newest(join(router, 'src'))) return;
  const script = join(router, '../scripts/build.js');
  const { status, stderr } = spawnSync(process.execPath, [script], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
}

async function file(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

interface Run {
  readonly child: ChildProcess;
  readonly output: () => string;
  readonly exit: Promise<number | null>;
}

function run(args: readonly string[], environment: Record<string, string> = {}): Run {
  const child = spawn(process.execPath, [bin, ...args], { env: { ...process.env, ...environment } });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const exit = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { child, output: () => output, exit };
}

/** Starts a router on a free port, hands its URL to `use`, and stops it with the signal. */
async function withRouter(
  args: readonly string[],
  use: (url: string) => Promise<void>,
  {
    signal = 'SIGTERM',
    environment = {},
  }: { signal?: NodeJS.Signals; environment?: Record<string, string> } = {},
): Promise<void> {
  const { child, output, exit } = run(['start', '--port', '0', ...args], environment);
  try {
    await expect.poll(output, { timeout: 15_000 }).toContain('Subgraphs');
    await use(/(http:\S+)\/graphql/.exec(output())?.[1] ?? '');
  } finally {
    child.kill(signal);
  }
  expect(await exit).toBe(0);
}

describe('techally-router start', () => {
  it('serves a supergraph, and stops cleanly on SIGINT', async () => {
    const use = async (url: string) => {
      expect(await (await fetch(`${url}/health?ready`)).json()).toEqual({ status: 'ok' });
      expect((await fetch(`${url}/`)).status).toBe(200);
    };
    await withRouter(['--supergraph', supergraph], use, { signal: 'SIGINT' });
  });

  it('asks the subgraph at the URL of the configuration', async () => {
    const subgraph = createServer((_request, response) => response.end('{"data":{"me":{"id":"7"}}}'));
    await new Promise<void>((resolve) => subgraph.listen(0, '127.0.0.1', resolve));
    const { port } = subgraph.address() as AddressInfo;
    const config = await file(
      'router.yaml',
      'subgraphs:\n  users:\n    url: http://127.0.0.1:${env.USERS_PORT}/graphql\n',
    );
    const use = async (url: string) => {
      const response = await fetch(`${url}/graphql?query={me{id}}`, {
        headers: { 'apollo-require-preflight': '1' },
      });
      expect(await response.json()).toEqual({ data: { me: { id: '7' } } });
    };
    const environment = { USERS_PORT: String(port) };
    await withRouter(['--supergraph', supergraph, '--config', config], use, { environment });
    subgraph.closeAllConnections();
    subgraph.close();
  });

  it('follows changes of the file, unless it is told not to', async () => {
    const path = await file('changing.graphql', composeSupergraph(SCHEMAS));
    const ask = async (url: string) => {
      const response = await fetch(`${url}/graphql?query={__type(name:"Query"){fields{name}}}`, {
        headers: { 'apollo-require-preflight': '1' },
      });
      return response.text();
    };
    const changed = composeSupergraph({ users: 'type Query { you: Int }' });
    await withRouter(['--supergraph', path], async (url) => {
      expect(await ask(url)).toContain('"me"');
      await file('changing.graphql', changed);
      await expect.poll(() => ask(url), { timeout: 15_000 }).toContain('"you"');
    });
    await withRouter(['--supergraph', path, '--no-watch'], async (url) => {
      await file('changing.graphql', composeSupergraph(SCHEMAS));
      await new Promise((resolve) => setTimeout(resolve, 2_500));
      expect(await ask(url)).toContain('"you"');
    });
  });

  it('follows changes of the configuration, and keeps the old one when the new one is not valid', async () => {
    const config = await file('live.yaml', 'introspection: true\n');
    const use = async (url: string) => {
      const status = async () =>
        (
          await fetch(`${url}/graphql?query={__schema{queryType{name}}}`, {
            headers: { 'apollo-require-preflight': '1' },
          })
        ).status;
      expect(await status()).toBe(200);
      await file('live.yaml', 'introspection: maybe\n');
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      expect(await status()).toBe(200);
      await file('live.yaml', 'introspection: false\n');
      await expect.poll(status, { timeout: 10_000 }).toBe(400);
    };
    await withRouter(['--supergraph', supergraph, '--config', config], use);
  });

  it('with --check says that all is valid, and serves nothing', async () => {
    const config = await file('good.yaml', 'introspection: false\n');
    const { output, exit } = run(['start', '--supergraph', supergraph, '--config', config, '--check']);
    expect(await exit).toBe(0);
    expect(output()).toBe('The configuration and the supergraph are valid.\n');
  });

  it('with --check ends with exit code 1 when the configuration does not go with the supergraph', async () => {
    const config = await file('other.yaml', 'subgraphs: { none: { url: "http://127.0.0.1:1" } }\n');
    const { output, exit } = run(['start', '--supergraph', supergraph, '--config', config, '--check']);
    expect(await exit).toBe(1);
    expect(output()).toContain('subgraphs.none: the supergraph has no such subgraph');
  });

  it('takes the supergraph from a URL', async () => {
    const registry = createServer((_request, response) => response.end(composeSupergraph(SCHEMAS)));
    await new Promise<void>((resolve) => registry.listen(0, '127.0.0.1', resolve));
    const { port } = registry.address() as AddressInfo;
    await withRouter(['--supergraph', `http://127.0.0.1:${port}/supergraph`], async (url) => {
      expect((await fetch(`${url}/health?ready`)).status).toBe(200);
    });
    registry.closeAllConnections();
    registry.close();
  });

  it('keeps its schema to itself in production, unless the configuration says otherwise', async () => {
    const environment = { NODE_ENV: 'production' };
    const ask = async (url: string) => {
      const headers = { 'apollo-require-preflight': '1' };
      return (await fetch(`${url}/graphql?query={__schema{queryType{name}}}`, { headers })).status;
    };
    const args = ['--supergraph', supergraph];
    await withRouter(args, async (url) => expect(await ask(url)).toBe(400), { environment });
    const open = await file('introspection.yaml', 'introspection: true\n');
    await withRouter([...args, '--config', open], async (url) => expect(await ask(url)).toBe(200), {
      environment,
    });
    const developers = await file('developers.yaml', 'introspection: { allow: { roles: [ADMIN] } }\n');
    await withRouter([...args, '--config', developers], async (url) => expect(await ask(url)).toBe(400), {
      environment,
    });
  });

  it('keeps the sandbox closed in production', async () => {
    const use = async (url: string) => {
      expect((await fetch(`${url}/`)).status).toBe(404);
    };
    await withRouter(['--supergraph', supergraph], use, { environment: { NODE_ENV: 'production' } });
  });

  it('says which port is in use, and how to choose another one', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const port = String((other.address() as AddressInfo).port);
    const { output, exit } = run(['start', '--supergraph', supergraph, '--port', port]);
    expect(await exit).toBe(1);
    expect(output()).toContain(`Port ${port} on 127.0.0.1 is in use`);
    expect(output()).toContain('--port');
    other.close();
  });

  it.concurrent.each([
    ['no supergraph', async () => [], '--supergraph <file or URL>'],
    ['a supergraph that is not there', async () => ['--supergraph', '/none.graphql'], 'no such file'],
    [
      'a supergraph that is none',
      async () => ['--supergraph', await file('schema.graphql', 'type Query { a: Int }')],
      'not a supergraph',
    ],
    [
      'an unknown option',
      async () => ['--supergraph', supergraph, '--config', await file('bad.yaml', 'cors: { origin: "*" }')],
      'cors.origin: there is no such option',
    ],
    [
      'a port that is none',
      async () => ['--supergraph', supergraph, '--port', 'http'],
      'port: expected a whole number',
    ],
  ])('ends with exit code 1 and a reason for %s', async (_what, makeArgs, reason) => {
    const { output, exit } = run(['start', ...(await makeArgs())]);
    expect(await exit).toBe(1);
    expect(output()).toContain(reason);
    expect(output()).not.toMatch(/^ +at /m);
  });
});

describe('techally-router', () => {
  it('prints the JSON Schema of its configuration', async () => {
    const { output, exit } = run(['config-schema']);
    expect(await exit).toBe(0);
    expect(JSON.parse(output())).toMatchObject({
      additionalProperties: false,
      properties: { port: { default: 4000, anyOf: [{ type: 'integer', minimum: 0, maximum: 65_535 }, {}] } },
    });
  });

  it('tells its version and how it is used', async () => {
    const [version, help] = [run(['--version']), run(['--help'])];
    expect(await version.exit).toBe(0);
    expect(version.output()).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(await help.exit).toBe(0);
    expect(help.output()).toContain('start [options]');
  });
});
