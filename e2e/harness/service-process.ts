import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { setTimeout as delay } from 'node:timers/promises';

/** Milliseconds until a process that has ended is started again, as an orchestrator does. */
const RESTART_WAIT = 200;

/** None may outlive this process. */
const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** A process that is started again whenever it ends, until it is stopped. */
export class ServiceProcess {
  #child: ChildProcess | undefined;
  #stopped = false;
  #ended: Promise<void> = Promise.resolve();
  #killed: ChildProcess | undefined;
  readonly #ownEnds: string[] = [];
  /** The end of what it has said on stderr, for reports. */
  output = '';

  constructor(
    readonly name: string,
    private readonly script: string,
    private readonly port: number,
    private readonly env: Readonly<Record<string, string>>,
  ) {}

  start(): void {
    this.#ended = this.#run();
  }

  /** Kills it by its id; false when there is none at the moment. */
  kill(): boolean {
    const child = this.#child;
    if (child?.exitCode !== null || child.signalCode !== null) return false;
    this.#killed = child;
    return child.kill('SIGKILL');
  }

  /** How it has ended when nobody had asked for it, a sentence each time. */
  get ownEnds(): readonly string[] {
    return this.#ownEnds;
  }

  async healthy(timeout = 60_000): Promise<void> {
    const end = Date.now() + timeout;
    for (;;) {
      const response = await fetch(`http://127.0.0.1:${String(this.port)}/health`).catch(() => null);
      await response?.body?.cancel();
      if (response?.ok === true) return;
      if (Date.now() > end) throw new Error(`${this.name} does not become healthy:\n${this.output}`);
      await delay(100);
    }
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#child?.kill('SIGTERM');
    const impatience = setTimeout(() => this.#child?.kill('SIGKILL'), 15_000);
    await this.#ended;
    clearTimeout(impatience);
  }

  async #run(): Promise<void> {
    do {
      const child = spawn(
        process.execPath,
        [fileURLToPath(new URL(`../../${this.script}`, import.meta.url))],
        {
          stdio: ['ignore', 'ignore', 'pipe'],
          env: { PATH: process.env['PATH'], HOST: '127.0.0.1', PORT: String(this.port), ...this.env },
        },
      );
      this.#child = child;
      running.add(child);
      child.stderr.on('data', (chunk: Buffer) => {
        this.output = (this.output + chunk.toString()).slice(-4_000);
      });
      const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
      running.delete(child);
      if (!this.#stopped && child !== this.#killed)
        this.#ownEnds.push(`${this.name} has ended by itself: ${signal ?? `exit code ${String(code)}`}.`);
      if (!this.#stopped) await delay(RESTART_WAIT);
    } while (!this.#stopped);
  }
}
