import type { SubgraphManners } from './world/subgraph-server.js';
import type { WorldOptions } from './world/world.js';

/** All that one execution depends on; what a repro prints. */
export interface FuzzCase {
  /** A supergraph's name. */
  readonly supergraph: string;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly world: WorldOptions;
  readonly subgraphs: SubgraphManners;
  /** Whether subgraphs answer text, as by HTTP, or objects, as in this process. */
  readonly replies: 'text' | 'result';
  /** A subgraph that gives no proper answer. */
  readonly outage: Outage | undefined;
}

/** A subgraph of which each request, or each but the first, fails in the same way. */
export interface Outage {
  readonly subgraph: string;
  readonly kind: OutageKind;
  /** Requests to it that succeed before it begins to fail. */
  readonly after: number;
}

export const OUTAGE_KINDS = [
  'unreachable',
  'timeout',
  'not-json',
  'html',
  'no-data',
  'null-data',
  'wrong-shape',
  'too-few-entities',
  'too-many-entities',
] as const;
export type OutageKind = (typeof OUTAGE_KINDS)[number];
