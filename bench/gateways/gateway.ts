import type { ScenarioName } from '../load/scenario.ts';

/** What one gateway of the comparison is and how it is started. */
export interface Gateway {
  /** As the command line and the result files call it. */
  readonly name: string;
  /** As the report calls it, with its version. */
  readonly title: string;
  /** The scenarios it can answer; all when absent. */
  readonly scenarios?: readonly ScenarioName[];
  /** What is missing for it to be started, as a sentence; absent when nothing is. */
  readonly missing?: string;
  command(options: GatewayStartOptions): GatewayCommand;
}

export interface GatewayStartOptions {
  /** Where to listen, on 127.0.0.1, with the path `/graphql`. */
  readonly port: number;
  /** File with the supergraph of this run. */
  readonly supergraphPath: string;
  /** File with the right answer to the nested query. */
  readonly nestedAnswerPath: string;
  /** File with the keys of access tokens (JWKS). */
  readonly keySetPath: string;
}

export interface GatewayCommand {
  /** Program and arguments. */
  readonly argv: readonly [string, ...string[]];
  /** Added to the environment; `NODE_ENV=production` is always there. */
  readonly environment?: Readonly<Record<string, string>>;
}
