import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';

const schema = z.object({
  url: z.string(),
  done: z.array(z.string()),
  baseline: z.record(z.string(), z.object({ units: z.number(), revenueCents: z.number() })),
});

/** What was sold of each product (by its UUID). */
export type SalesByProduct = Readonly<
  Record<string, { readonly units: number; readonly revenueCents: number }>
>;

/** What a replay remembers between two runs. */
export interface ReplayState {
  /** What the shop had sold before the first order of the replay. */
  readonly baseline: SalesByProduct;
  isDone(orderId: string): boolean;
  /** The orders that ended well, in this run and in earlier ones. */
  readonly done: ReadonlySet<string>;
  markDone(orderId: string): void;
  /** Writes the file; whole or not at all. */
  save(): Promise<void>;
}

/**
 * Opens the state of a replay against one router.
 * @param readBaseline Asked once, at the first run.
 */
export async function openReplayState(
  file: string,
  url: string,
  readBaseline: () => Promise<SalesByProduct>,
): Promise<ReplayState> {
  const text = await readFile(file, 'utf8').catch(() => null);
  const kept = text === null ? null : schema.parse(JSON.parse(text));
  const resumed = kept !== null && kept.url === url ? kept : null;
  const baseline = resumed?.baseline ?? (await readBaseline());
  const done = new Set(resumed?.done ?? []);
  let saving: Promise<void> = Promise.resolve();
  const save = (): Promise<void> => {
    saving = saving.then(async () => {
      await mkdir(dirname(file), { recursive: true });
      await writeFile(`${file}.new`, JSON.stringify({ url, baseline, done: [...done] }));
      await rename(`${file}.new`, file);
    });
    return saving;
  };
  await save();
  return {
    baseline,
    done,
    isDone: (orderId) => done.has(orderId),
    markDone: (orderId) => {
      done.add(orderId);
    },
    save,
  };
}
