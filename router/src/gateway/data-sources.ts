import type { GraphQLDataSource } from '@apollo/gateway';
import type { Subgraph } from '../transport/subgraph-transport.js';

type BuildService = (definition: Subgraph) => GraphQLDataSource | undefined;

/** The data sources that `buildService` has made: one for each name and URL. */
export class DataSources {
  readonly #built = new Map<string, GraphQLDataSource | undefined>();

  constructor(private readonly buildService: BuildService | undefined) {}

  /** `undefined` for a subgraph that the transport asks. */
  get(subgraph: Subgraph): GraphQLDataSource | undefined {
    if (this.buildService === undefined) return undefined;
    const key = `${subgraph.name}\n${subgraph.url}`;
    if (!this.#built.has(key)) this.#built.set(key, this.buildService(subgraph));
    return this.#built.get(key);
  }
}
