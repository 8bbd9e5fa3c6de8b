import type { Cancellable, Cancellation } from '../cancellation/cancellation.js';
import { abortedRequest } from './aborted-request.js';
import { copyResult } from './copy-result.js';
import type { SubgraphReply } from './subgraph-transport.js';
import { SubrequestError } from './subrequest-error.js';

/** A request that is under way, and those who wait for its reply. */
export class SharedRequest {
  readonly #sharers: Sharer[] = [];

  /** @param abandon Called when nobody waits any more, with the reason of the last one who left. */
  constructor(
    readonly subgraphName: string,
    private readonly abandon: (reason: unknown) => void,
  ) {}

  /** @returns The reply, as an object of the caller's own; rejected when `cancellation` is cancelled before. */
  join(cancellation: Cancellation | undefined): Promise<SubgraphReply> {
    return new Promise((resolve, reject) => {
      this.#sharers.push(new Sharer(this, cancellation, resolve, reject));
    });
  }

  leave(sharer: Sharer, reason: unknown): void {
    const index = this.#sharers.indexOf(sharer);
    if (index < 0) return;
    this.#sharers.splice(index, 1);
    sharer.reject(abortedRequest(this.subgraphName, reason));
    if (this.#sharers.length === 0) this.abandon(reason);
  }

  resolve(reply: SubgraphReply): void {
    let isFirst = true;
    // All copies are made before anybody can change the original: promises call back later.
    for (const sharer of this.#sharers.splice(0)) {
      sharer.stopListening();
      try {
        sharer.resolve(isFirst ? reply : this.#copy(reply));
      } catch (error) {
        sharer.reject(error);
      }
      isFirst = false;
    }
  }

  reject(error: unknown): void {
    for (const sharer of this.#sharers.splice(0)) {
      sharer.stopListening();
      sharer.reject(error);
    }
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

/** One of those who wait. */
class Sharer implements Cancellable {
  constructor(
    private readonly shared: SharedRequest,
    private readonly cancellation: Cancellation | undefined,
    readonly resolve: (reply: SubgraphReply) => void,
    readonly reject: (error: unknown) => void,
  ) {
    cancellation?.add(this);
  }

  cancel(reason: unknown): void {
    this.shared.leave(this, reason);
  }

  stopListening(): void {
    this.cancellation?.remove(this);
  }
}
