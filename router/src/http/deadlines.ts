/**
 * Deadlines that are all equally far away when they begin, so that the oldest is always the next: one timer is enough for
 * all of them, where one for each request costs as much as reading its head.
 */
export class Deadlines {
  // A ring, with an end that is none. What has ended is pointed at from nowhere, nor points anywhere: in a `Set`, the
  // garbage collector finds requests that ended long ago still in use, by tables that the set itself has left.
  readonly #end = new Deadline();
  /** Runs until the oldest is late, or later. It keeps the process alive as long as there is one. */
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly milliseconds: number) {}

  /** @param onLate Called unless the deadline has been ended before. Must not throw. */
  begin(onLate: () => void): Deadline {
    if (this.#timer === undefined) this.#wait(this.milliseconds);
    else if (this.#isEmpty) this.#timer.ref();
    const deadline = new Deadline(performance.now() + this.milliseconds, onLate);
    deadline.putBefore(this.#end);
    return deadline;
  }

  /** Does nothing when it has ended. */
  end(deadline: Deadline): void {
    if (deadline.onLate === undefined) return;
    deadline.takeOut();
    if (this.#isEmpty) this.#timer?.unref();
  }

  get #isEmpty(): boolean {
    return this.#end.next === this.#end;
  }

  #wait(milliseconds: number): void {
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#endLate();
    }, milliseconds);
  }

  #endLate(): void {
    const now = performance.now();
    while (!this.#isEmpty) {
      const oldest = this.#end.next;
      if (oldest.at > now) {
        if (this.#timer === undefined) this.#wait(Math.ceil(oldest.at - now));
        return;
      }
      const { onLate } = oldest;
      oldest.takeOut();
      onLate?.();
    }
  }
}

/** Something that should end in time. */
export class Deadline {
  next: Deadline = this;
  #previous: Deadline = this;

  /** @param at When it is late, as `performance.now()` counts. */
  constructor(
    readonly at = Infinity,
    public onLate?: () => void,
  ) {}

  putBefore(next: Deadline): void {
    this.next = next;
    this.#previous = next.#previous;
    next.#previous.next = this;
    next.#previous = this;
  }

  takeOut(): void {
    this.#previous.next = this.next;
    this.next.#previous = this.#previous;
    this.next = this.#previous = this;
    this.onLate = undefined;
  }
}
