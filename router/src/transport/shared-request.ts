import { AbortListener } from './abort-listener.js';
import { abortedRequest } from './aborted-request.js';
import { copyResult } from './copy-result.js';
import type { SubgraphReply } from './subgraph-transport.js';
import { SubrequestError } from './subrequest-error.js';

interface Sharer {
  readonly resolve: (reply: SubgraphReply) => void;
  readonly reject: (error: unknown) => void;
  listener: AbortListener | undefined;
}

/** A request that is under way, and those who wait for its reply. */
export class SharedRequest {
  readonly #sharers = new Set<Sharer>();

  /** @param abandon Called when nobody waits any more. */
  constructor(
    private readonly subgraphName: string,
    private readonly abandon: () => void,
  ) {}

  /** @returns The reply, as an object of the caller's own; rejected when `signal` is aborted before. */
  join(signal: AbortSignal | undefined): Promise<SubgraphReply> {
    return new Promise((resolve, reject) => {
      const sharer: Sharer = { resolve, reject, listener: undefined };
      this.#sharers.add(sharer);
      if (signal === undefined) return;
      const abort = () => {
        this.#leave(sharer);
        reject(abortedRequest(this.subgraphName, signal));
        if (this.#sharers.size === 0) this.abandon();
      };
      sharer.listener = new AbortListener(signal, { abort });
    });
  }

  resolve(reply: SubgraphReply): void {
    let isFirst = true;
    // All copies are made before anybody can change the original: promises call back later.
    for (const sharer of this.#sharers) {
      this.#leave(sharer);
      try {
        sharer.resolve(isFirst ? reply : this.#copy(reply));
      } catch (error) {
        sharer.reject(error);
      }
      isFirst = false;
    }
  }

  reject(error: unknown): void {
    for (const sharer of this.#sharers) {
      this.#leave(sharer);
      sharer.reject(error);
    }
  }

  #leave(sharer: Sharer): void {
    this.#sharers.delete(sharer);
    sharer.listener?.stop();
  }

  #copy(reply: SubgraphReply): SubgraphReply {
    if (reply.kind === 'text') return { ...reply };
    try {
      return { ...reply, result: copyResult(reply.result) };
    } catch (cause) {
      const message = `What subgraph "${this.subgraphName}" answered cannot be copied.`;
      throw new SubrequestError('SUBREQUEST_FAILED', message, { cause });
    }
  }
}
