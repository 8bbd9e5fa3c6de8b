import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Gateway } from '../gateways/gateway.ts';
import type { RunningGateway } from '../gateways/start-gateway.ts';
import { startGateway } from '../gateways/start-gateway.ts';
import { tokenKeySet } from '../load/access-tokens.ts';
import { placeSubgraphs } from '../supergraph/place-subgraphs.ts';
import { NESTED_QUERY } from '../supergraph/queries.ts';
import { referenceAnswer } from '../supergraph/reference-answer.ts';
import type { SubgraphName } from '../supergraph/subgraph-names.ts';
import type { PinnedOptions } from './spawn-pinned.ts';
import { spawnPinned, stop } from './spawn-pinned.ts';

export interface TestBedOptions {
  /** Core of the gateways. */
  readonly gatewayCore: number;
  /** Core of subgraphs and load. */
  readonly loadCore: number;
  /** Milliseconds that each subgraph's answer waits. */
  readonly latency: number;
  /** What the processes inherit. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** The processes of one run: the subgraphs, the load and the gateways. Whatever happens, `close` ends them all. */
export class TestBed implements AsyncDisposable {
  readonly #options: TestBedOptions;
  readonly #folder = mkdtempSync(join(tmpdir(), 'router-bench-'));
  readonly #processes: ChildProcess[] = [];

  private constructor(options: TestBedOptions) {
    this.#options = options;
  }

  /** Starts the subgraphs and writes the files that gateways are started with. */
  static async open(options: TestBedOptions): Promise<TestBed> {
    const bed = new TestBed(options);
    const subgraphs = bed.startOnLoadCore(
      '../subgraphs/subgraphs-main.ts',
      '--latency',
      String(options.latency),
    );
    const [{ urls }] = (await once(subgraphs, 'message')) as [{ urls: Record<SubgraphName, string> }];
    writeFileSync(bed.#supergraphPath, placeSubgraphs(urls));
    writeFileSync(bed.#keySetPath, JSON.stringify(tokenKeySet()));
    writeFileSync(bed.#nestedAnswerPath, JSON.stringify({ data: referenceAnswer(NESTED_QUERY) }));
    return bed;
  }

  get #supergraphPath(): string {
    return join(this.#folder, 'supergraph.graphql');
  }

  get #nestedAnswerPath(): string {
    return join(this.#folder, 'nested-answer.json');
  }

  get #keySetPath(): string {
    return join(this.#folder, 'jwks.json');
  }

  /** Starts another program on the load's core. */
  start(argv: readonly [string, ...string[]]): ChildProcess {
    const { loadCore: core, environment } = this.#options;
    return this.#keep(spawnPinned(argv, { core, environment }));
  }

  /** @param script relative to this folder. */
  startOnLoadCore(script: string, ...args: readonly string[]): ChildProcess {
    const path = fileURLToPath(new URL(script, import.meta.url));
    return this.#keep(
      spawnPinned([process.execPath, path, ...args], {
        core: this.#options.loadCore,
        environment: this.#options.environment,
        messages: true,
      }),
    );
  }

  async startGateway(
    gateway: Gateway,
    options: Partial<Omit<PinnedOptions, 'core'>> = {},
  ): Promise<RunningGateway> {
    const running = await startGateway(gateway, {
      ...options,
      environment: { ...this.#options.environment, ...options.environment },
      core: this.#options.gatewayCore,
      supergraphPath: this.#supergraphPath,
      nestedAnswerPath: this.#nestedAnswerPath,
      keySetPath: this.#keySetPath,
    });
    this.#keep(running.process);
    return running;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#processes.map(stop));
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #keep(child: ChildProcess): ChildProcess {
    this.#processes.push(child);
    return child;
  }
}
