import type { CodeOptions, Router, RouterConfigInput } from '@techally/router';
import type { ProbeSubgraphs } from './probe-subgraphs.js';

/** What a probe may need to know before it writes its configuration. */
export interface ProbeSetting {
  /** Of the probe alone; the configuration file is in it, and relative paths start from it. */
  readonly folder: string;
  readonly subgraphs: ProbeSubgraphs;
}

/** A router that a probe looks at; it listens only if the probe says so. */
export interface ProbedRouter extends ProbeSetting {
  readonly router: Router;
  /** Opens the router's port, once, and returns its address without a slash at the end. */
  listen(): Promise<string>;
  /** Posts a query as JSON, in process. */
  post(query: string, headers?: Readonly<Record<string, string>>): Promise<Response>;
}

/** Shows that an option does something. */
export interface Probe {
  /** As docs/configuration.md writes it, such as `cors.maxAge` or `subgraphs.<name>.url`. */
  readonly option: string;
  /** A configuration in which the option has another value than its default. */
  readonly config:
    RouterConfigInput | ((setting: ProbeSetting) => RouterConfigInput | Promise<RouterConfigInput>);
  /**
   * The configuration to compare with, in which the router must be seen to do something else. Default: the same without
   * the option; to be given where that is not valid.
   */
  readonly without?: RouterConfigInput;
  /** What only code can give, for both. */
  readonly code?: Omit<CodeOptions, 'supergraph' | 'supergraphSdl'>;
  /** What a user sees of it. */
  readonly observe: (probed: ProbedRouter) => unknown;
  /** What is seen with the option. Without it, something else must be seen. */
  readonly expected: unknown;
}
