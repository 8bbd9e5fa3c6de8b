/** Makes changes one at a time: each builds on what the one before has left, also when that failed. */
export class ChangesInTurn {
  #last: Promise<void> = Promise.resolve();

  /** Resolves, or rejects, when this change has been made. */
  make(change: () => Promise<void>): Promise<void> {
    const made = this.#last.then(change);
    this.#last = made.catch(() => undefined);
    return made;
  }

  /** Resolves when the last change has been made, or has failed. */
  settled(): Promise<void> {
    return this.#last;
  }
}
