import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { setTimeout as delay } from 'node:timers/promises';

const START_TIMEOUT = 30_000;

/** A service or router that runs as a process of its own and listens. */
export interface RunningProcess {
  /** Without a path. */
  readonly url: string;
  /** Everything that it has logged so far. */
  output(): string;
  stop(): Promise<void>;
}

/**
 * Runs the built main file of a workspace on a free port of 127.0.0.1.
 * @param script From the root of the repository, such as `subgraphs/auth/dist/main.js`.
 */
export async function runProcess(
  script: string,
  env: Readonly<Record<string, string>>,
): Promise<RunningProcess> {
  const child = spawn(process.execPath, [fileURLToPath(new URL(`../../${script}`, import.meta.url))], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { PATH: process.env['PATH'] ?? '', HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: 'info', ...env },
  });
  let text = '';
  child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const exited = once(child, 'exit');
  async function stop(): Promise<void> {
    if (child.exitCode === null) child.kill('SIGTERM');
    await exited;
  }

  const deadline = Date.now() + START_TIMEOUT;
  for (;;) {
    const url = /"url":"(http:[^"]+)","msg":"[^"]* is ready"/.exec(text)?.[1];
    if (url !== undefined) return { url, output: () => text, stop };
    if (child.exitCode !== null || Date.now() > deadline) {
      await stop();
      throw new Error(`${script} did not start:\n${text}`);
    }
    await delay(20);
  }
}
