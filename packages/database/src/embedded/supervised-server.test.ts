import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { expect, onTestFinished, test, vi } from 'vitest';

/** Lets plain Node load this package's sources: `.js` means `.ts`, and TypeScript is compiled on the way. */
const TYPESCRIPT = `data:text/javascript,${encodeURIComponent(`
  import { readFileSync } from 'node:fs';
  import { registerHooks } from 'node:module';
  const { default: ts } = await import('file://${createRequire(import.meta.url).resolve('typescript')}');
  registerHooks({
    resolve(specifier, context, next) {
      const own = specifier.startsWith('.') && context.parentURL?.endsWith('.ts');
      return next(own ? specifier.replace(/\\.js$/, '.ts') : specifier, context);
    },
    load(url, context, next) {
      if (!url.endsWith('.ts')) return next(url, context);
      const compilerOptions = { module: 'esnext', target: 'es2023' };
      const { outputText } = ts.transpileModule(readFileSync(new URL(url), 'utf8'), { compilerOptions });
      return { format: 'module', source: outputText, shortCircuit: true };
    },
  });
`)}`;

/** A program with a throw-away cluster. It says where the cluster is, and at SIGINT whether the database answers. */
const PROGRAM = `
  import { startThrowawayCluster } from '${new URL('./start-throwaway-cluster.ts', import.meta.url).href}';
  import { withClient } from '${new URL('../administration/with-client.ts', import.meta.url).href}';
  const cluster = await startThrowawayCluster();
  const ask = (sql) => withClient(cluster.adminUrl, async (client) => (await client.query(sql)).rows[0].answer);
  process.on('SIGINT', async () => {
    await new Promise((resolve) => setTimeout(resolve, 300));
    console.log(await ask("SELECT 'still there' AS answer"));
    await cluster.stop();
    process.exit(0);
  });
  // Last: whoever reads it sends signals.
  console.log(JSON.stringify({ pid: cluster.pid, directory: cluster.dataDirectory }));
`;

interface Program {
  readonly child: ChildProcessByStdio<null, Readable, null>;
  readonly server: number;
  readonly directory: string;
  nextLine(): Promise<string>;
}

async function startProgram(): Promise<Program> {
  const child = spawn(process.execPath, ['--import', TYPESCRIPT, '--input-type=module', '--eval', PROGRAM], {
    // Its own process group, so that the test can do to it what a terminal does at Ctrl-C.
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const nextLine = async (): Promise<string> => String((await lines.next()).value);
  const { pid, directory } = JSON.parse(await nextLine()) as { pid: number; directory: string };
  return { child, server: pid, directory, nextLine };
}

test('a server does not outlive a process that is killed, and a throw-away directory goes with it', async () => {
  const { child, server, directory } = await startProgram();
  expect((await stat(directory)).isDirectory()).toBe(true);
  child.kill('SIGKILL');
  await vi.waitFor(async () => {
    expect(() => process.kill(server, 0)).toThrow('ESRCH');
    await expect(stat(directory)).rejects.toMatchObject({ code: 'ENOENT' });
  }, 5_000);
});

test('Ctrl-C in a terminal leaves the database running until its process stops it', async () => {
  const { child, server, nextLine } = await startProgram();
  process.kill(-Number(child.pid), 'SIGINT');
  expect(await nextLine()).toBe('still there');
  const [code] = (await once(child, 'exit')) as [number | null];
  expect(code).toBe(0);
  expect(() => process.kill(server, 0)).toThrow('ESRCH');
});
