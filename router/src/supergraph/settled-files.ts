import { stat } from 'node:fs/promises';

/**
 * Looks at files again and again, and tells when they have changed and are not being written any more, which is when they
 * have not changed between two looks. Looking sees what watching misses: editors that rename, symbolic links that are
 * switched (Kubernetes), network drives.
 */
export class SettledFiles {
  #taken: string | undefined;
  #seen: string | undefined;

  /**
   * @returns The state of the files when it is another than the one that was taken, and settled; before one has been
   * taken, at once.
   */
  async changed(paths: readonly string[]): Promise<string | undefined> {
    const state = (await Promise.all(paths.map(identify))).join();
    const isSettled = state === this.#seen || this.#taken === undefined;
    this.#seen = state;
    return isSettled && state !== this.#taken ? state : undefined;
  }

  /** @param state What the files had when they were read. */
  take(state: string): void {
    this.#taken = state;
  }
}

async function identify(path: string): Promise<string> {
  const { ino, size, mtimeMs, ctimeMs } = await stat(path);
  return [path, ino, size, mtimeMs, ctimeMs].join(' ');
}
