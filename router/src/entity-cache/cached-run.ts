import type { CollectedPart } from '../executor/collected-part.js';
import type { Fetch } from '../executor/fetch-plan.js';
import { hasLongInteger } from '../executor/has-long-integer.js';
import type { PlanRun } from '../executor/run-plan.js';
import { parseLosslessJson } from '../json/parse-lossless-json.js';
import type { CachePolicy } from './cache-policy.js';
import type { Piece } from './cached-fetch.js';
import type { PendingPiece } from './pending-piece.js';
import type { Found, RequestCache } from './request-cache.js';

/** One fetch of one request that goes by way of the cache. */
export interface CachedRun {
  readonly fetch: Fetch;
  readonly run: PlanRun;
  readonly collected: readonly CollectedPart[];
  readonly cache: RequestCache;
}

/** Something of a fetch that has to be asked for. */
export interface Missing {
  readonly piece: Piece;
  /** `null` when it will not be kept. */
  readonly pending: PendingPiece | null;
}

/**
 * Sorts out what was found of many: uses what is there, asks for what is missing, and waits for what others have asked for
 * already; what they did not get is then asked for, too.
 */
export async function settle<Wanted>(
  wanted: readonly Wanted[],
  {
    find,
    use,
    request,
    cache,
  }: {
    readonly find: (wanted: Wanted) => Found;
    readonly use: (wanted: Wanted, text: string) => void;
    readonly request: (missing: ReadonlyMap<Wanted, PendingPiece | null>) => Promise<void>;
    readonly cache: RequestCache;
  },
): Promise<void> {
  const missing = new Map<Wanted, PendingPiece | null>();
  const awaited: (readonly [Wanted, Extract<Found, { kind: 'awaited' }>])[] = [];
  for (const each of wanted) {
    const found = find(each);
    if (found.kind === 'hit') use(each, found.text);
    else if (found.kind === 'awaited') awaited.push([each, found]);
    else missing.set(each, found.pending);
  }
  const requested = missing.size === 0 ? undefined : request(missing);
  if (awaited.length > 0) {
    const left = new Map<Wanted, null>();
    await Promise.all(
      awaited.map(async ([each, { outcome }]) => {
        const entry = await outcome;
        if (entry === null) left.set(each, null);
        else {
          cache.noteUsed(entry);
          use(each, entry.text);
        }
      }),
    );
    if (left.size > 0) {
      cache.noteUnkept();
      await request(left);
    }
  }
  await requested;
}

/** Keeps what came of a piece, if it came whole. */
export function keepAnswered(
  { run, cache }: CachedRun,
  { piece, pending }: Missing,
  answered: {
    /** Null or undefined when it is not to be kept: what is not there now may be there soon. */
    readonly data: unknown;
    readonly told: CachePolicy | null;
    readonly representation: string;
  },
): void {
  if (pending === null) return;
  if (answered.data == null) cache.giveUp(pending);
  else cache.keep(pending, piece, { ...answered, values: run.variables });
}

/** Reads what was kept, numbers as the subgraph wrote them where that matters. */
export function readKept({ numberRisk }: Fetch, text: string): unknown {
  const isAtRisk = numberRisk === 'any' || (numberRisk === 'integers' && hasLongInteger(text));
  return isAtRisk ? parseLosslessJson(text) : (JSON.parse(text) as unknown);
}
