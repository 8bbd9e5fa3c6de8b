import type { Identity } from '@techally/identity';
import { ANONYMOUS } from '@techally/identity';

/** What belongs to one request of a client, for all hooks that it passes. */
export class HookContext {
  /** Who is asking. In `onRequest` nobody knows yet: anonymous. */
  identity: Identity = ANONYMOUS;
  /**
   * Whatever hooks tell each other. A text, number or truth value is what a header rule
   * (`headers.all.request[].insert.fromContext`) reads by its name.
   */
  readonly values = new Map<string, unknown>();
  /**
   * Equal for requests for which hooks do the same, as long as their text, identity, address and the headers that rules
   * read are equal, too. Queries that have one, set in `onRequest`, may share their answer while it is being made, and so may
   * their requests to subgraphs; the hooks in between then run once for all of them. Default: nothing is shared.
   */
  sharingKey: string | undefined;
  #failure: { readonly error: unknown } | undefined;

  constructor(
    readonly requestId: string,
    readonly clientAddress: string | undefined,
  ) {}

  /** Notes that a hook has failed where engines tell errors beside data: it is the whole answer then. */
  fail(error: unknown): void {
    this.#failure ??= { error };
  }

  /** @throws What the first hook that failed has thrown. */
  throwFailure(): void {
    if (this.#failure !== undefined) throw this.#failure.error;
  }
}
