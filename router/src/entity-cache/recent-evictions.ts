/** Evictions that are remembered; while they happen, requests are under way that began before them. */
const REMEMBERED = 1_000;

/** Tells of what is on its way whether it was evicted before it came. */
export class RecentEvictions {
  readonly #evictions: (ReadonlySet<string> | 'everything')[] = [];
  #forgotten = 0;

  /** A moment: the number of evictions so far. */
  get now(): number {
    return this.#forgotten + this.#evictions.length;
  }

  note(tags: ReadonlySet<string> | 'everything'): void {
    this.#evictions.push(tags);
    if (this.#evictions.length < 2 * REMEMBERED) return;
    this.#evictions.splice(0, REMEMBERED);
    this.#forgotten += REMEMBERED;
  }

  /** Whether something with these tags was evicted since then; yes, if that is not known any more. */
  haveHit(tags: ReadonlySet<string>, since: number): boolean {
    if (since < this.#forgotten) return true;
    for (let at = since - this.#forgotten; at < this.#evictions.length; at += 1) {
      const evicted = this.#evictions[at];
      if (evicted === 'everything' || (evicted !== undefined && !evicted.isDisjointFrom(tags))) return true;
    }
    return false;
  }
}
