/** Lets a request wait for what messages do to its order. */
export interface SettlementWatch {
  /** Resolves when the order's saga has settled, at the latest after so many milliseconds. */
  wait(orderId: string, milliseconds: number): Promise<void>;
  /** Tells at once whoever waits for these orders in this process. */
  announce(orderIds: readonly string[]): void;
  /** Lets everybody go. */
  close(): void;
}

export interface SettlementWatchOptions {
  /** Those of the given orders whose saga has settled: the way to learn it when another process handled the message. */
  readonly findSettled: (orderIds: readonly string[]) => Promise<readonly string[]>;
  /** Milliseconds between two looks, each one query for all who wait. Default 100. */
  readonly interval?: number;
  /** Hears of a look that failed; the next one tries again. */
  readonly onError: (error: unknown) => void;
}

export function createSettlementWatch({
  findSettled,
  interval = 100,
  onError,
}: SettlementWatchOptions): SettlementWatch {
  const waiting = new Map<string, Set<() => void>>();
  let timer: NodeJS.Timeout | undefined;
  let looking = false;

  function announce(orderIds: readonly string[]): void {
    for (const orderId of orderIds) {
      for (const release of waiting.get(orderId) ?? []) release();
    }
  }

  async function look(): Promise<void> {
    if (looking) return;
    looking = true;
    try {
      announce(await findSettled([...waiting.keys()]));
    } catch (error) {
      onError(error);
    } finally {
      looking = false;
    }
  }

  function enter(orderId: string, release: () => void): void {
    waiting.set(orderId, (waiting.get(orderId) ?? new Set()).add(release));
    timer ??= setInterval(() => void look(), interval);
  }

  function leave(orderId: string, release: () => void): void {
    const others = waiting.get(orderId);
    others?.delete(release);
    if (others?.size === 0) waiting.delete(orderId);
    if (waiting.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  }

  return {
    async wait(orderId, milliseconds) {
      if (milliseconds <= 0) return;
      await new Promise<void>((resolve) => {
        const release = () => {
          clearTimeout(timeout);
          leave(orderId, release);
          resolve();
        };
        const timeout = setTimeout(release, milliseconds);
        enter(orderId, release);
      });
    },
    announce,
    close() {
      announce([...waiting.keys()]);
    },
  };
}
