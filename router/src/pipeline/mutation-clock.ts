import { OperationTypeNode } from 'graphql';
import type { PreparedOperation } from '../engine/engine.js';

/**
 * A clock that goes on whenever a mutation has ended. Only what begins at one time by this clock is shared: who asks after
 * a mutation was answered must not get what was read before it. Sharing tells times apart by their text.
 */
export class MutationClock {
  #ended = 0;
  #begun = 0;

  /** The time at which a query begins. */
  get now(): string {
    return String(this.#ended);
  }

  /** A time of its own for a mutation: what it reads after it has written is shared with nobody. */
  begin(): string {
    this.#begun += 1;
    return `mutation ${this.#begun}`;
  }

  /** A mutation has ended, whether it was executed in full or not. */
  end(): void {
    this.#ended += 1;
  }
}

/** The time at which an operation begins that begins now. */
export function timeOf({ operation }: PreparedOperation, clock: MutationClock): string {
  return operation.operation === OperationTypeNode.MUTATION ? clock.begin() : clock.now;
}
