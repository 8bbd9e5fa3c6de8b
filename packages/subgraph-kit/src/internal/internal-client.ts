import type { Identity, IdentitySigner } from '@techally/identity';
import { IDENTITY_HEADER } from '@techally/identity';
import { ServiceUnavailableError } from '../errors/request-errors.js';

export interface InternalRequest {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
}

export interface InternalResponse {
  readonly data?: unknown;
  readonly errors?: readonly {
    readonly message: string;
    readonly extensions?: Readonly<Record<string, unknown>>;
  }[];
}

/** Carries a request to another subgraph: over HTTP, or in process when all run together. */
export type InternalTransport = (subgraph: string, request: InternalRequest) => Promise<InternalResponse>;

/** Asks other subgraphs in this service's own name. */
export interface InternalClient {
  /**
   * The `data` of the answer.
   * @throws {ServiceUnavailableError} Thrown when the subgraph cannot be reached or answers with errors.
   */
  ask<Data>(subgraph: string, query: string, variables: Readonly<Record<string, unknown>>): Promise<Data>;
}

export interface InternalClientOptions {
  /** The name of the calling subgraph. */
  readonly service: string;
  readonly signer: IdentitySigner;
  readonly transport: InternalTransport;
}

export function createInternalClient({ service, signer, transport }: InternalClientOptions): InternalClient {
  const self: Identity = { kind: 'service', service };
  return {
    async ask<Data>(subgraph: string, query: string, variables: Readonly<Record<string, unknown>>) {
      const header = signer.sign(self, subgraph);
      let response: InternalResponse;
      try {
        response = await transport(subgraph, { query, variables, headers: { [IDENTITY_HEADER]: header } });
      } catch (cause) {
        throw new ServiceUnavailableError(undefined, {
          cause: cause instanceof Error ? cause : new Error(String(cause)),
        });
      }
      const [error] = response.errors ?? [];
      if (error !== undefined) {
        throw new ServiceUnavailableError(undefined, {
          cause: new Error(`${subgraph} answered: ${error.message}`),
        });
      }
      return response.data as Data;
    },
  };
}
