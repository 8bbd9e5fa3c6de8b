import type { SubgraphDefinition } from './subgraph.js';

/** A part of the Federation specification: real subgraphs, and operations with the answers that it promises. */
export interface Behaviour {
  readonly title: string;
  /** By name. */
  readonly subgraphs: Readonly<Record<string, SubgraphDefinition>>;
  readonly cases: readonly Case[];
  /** Why Apollo's gateway cannot load the supergraph; none of the cases are tried there then. */
  readonly apolloGateway?: string;
}

/** One operation and its answer, independent of who executes it. */
export interface Case {
  /** A sentence that can be false. */
  readonly title: string;
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly operationName?: string;
  /** The whole `data`, its keys in the order of the operation. Without this key the answer must have no `data`. */
  readonly data?: unknown;
  /** Whether lists may come in any order, as those of introspection may. */
  readonly anyOrder?: boolean;
  /** All errors. Default: none. */
  readonly errors?: readonly ExpectedError[];
  /** Requests that a subgraph gets at most; 0 for a subgraph that must not be asked. Others are not counted. */
  readonly requests?: Readonly<Record<string, number>>;
  /** Representations that a subgraph gets at most, over all requests: the same entity is sent once. */
  readonly representations?: Readonly<Record<string, number>>;
  /** Parts of operations (as regular expressions) that a subgraph must never be sent. */
  readonly neverSends?: Readonly<Record<string, RegExp>>;
  /** Why Apollo's gateway answers something else than the specifications want; the case must fail there. */
  readonly apolloGateway?: string;
}

/** Every member that is there must fit. */
export interface ExpectedError {
  /** The exact path. */
  readonly path?: readonly (string | number)[];
  /**
   * For a request that failed as a whole, whose fields a router may report together: the error has no path, or one
   * that leads to this position, or below it.
   */
  readonly near?: readonly (string | number)[];
  /** Whether the specifications leave it open that there is an error. */
  readonly optional?: boolean;
  readonly code?: string;
  readonly message?: RegExp;
  /** Members that `extensions` must hold beside others. */
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** Gives a behaviour its type where it is written down. */
export function defineBehaviour(behaviour: Behaviour): Behaviour {
  return behaviour;
}
