import type { CachePolicy } from './cache-policy.js';
import { NOT_KEPT, stricter } from './cache-policy.js';
import type { CacheEntry } from './cache-store.js';
import type { CachedFetch, Piece } from './cached-fetch.js';
import type { EntityCache } from './entity-cache.js';
import type { PendingPiece } from './pending-piece.js';
import type { AnswerPolicy } from './answer-policy.js';
import type { Fetch } from '../executor/fetch-plan.js';

/** What the requester shares with others. */
export interface RequesterKeys {
  /** Equal for all who may get the same of what is public; `null` when nobody else may. */
  readonly public: string | null;
  /** Of the requester alone; `null` for one who cannot be told from others. */
  readonly private: string | null;
  /** Who writes. */
  readonly writer: string;
}

export interface RequestCacheOptions {
  readonly cache: EntityCache;
  readonly keys: RequesterKeys;
  readonly compile: (fetch: Fetch) => CachedFetch | null;
  readonly answer: AnswerPolicy;
}

/** What was found of a piece. */
export type Found =
  | { readonly kind: 'hit'; readonly text: string }
  /** Somebody else has asked for it already. */
  | { readonly kind: 'awaited'; readonly outcome: Promise<CacheEntry | null> }
  /** It has to be fetched; `pending` is `null` when it will not be kept. */
  | { readonly kind: 'missing'; readonly pending: PendingPiece | null };

const MISSING: Found = { kind: 'missing', pending: null };

/** The cache, as one request uses it. */
export class RequestCache {
  readonly #after: number;

  constructor(private readonly options: RequestCacheOptions) {
    this.#after = options.cache.ownWrites.after(options.keys.writer);
  }

  compile(fetch: Fetch): CachedFetch | null {
    return this.options.compile(fetch);
  }

  /** Nothing of a fetch may be kept: nor may the answer. */
  noteUnkept(): void {
    this.options.answer.note(NOT_KEPT);
  }

  /**
   * @param values The client's variables.
   * @param representation Of the entity; empty for root fields.
   */
  find(piece: Piece, values: Readonly<Record<string, unknown>>, representation: string): Found {
    const { cache, keys, answer } = this.options;
    const vary = piece.policy.isPrivate ? keys.private : keys.public;
    if (piece.policy.maxAge === 0 || vary === null) {
      answer.note(NOT_KEPT);
      return MISSING;
    }
    const key = keyOf(piece, vary, values, representation);
    const entry = cache.get(key, this.#after);
    if (entry !== undefined) {
      cache.counts.hits += 1;
      answer.noteEntry(entry);
      return { kind: 'hit', text: entry.text };
    }
    cache.counts.misses += 1;
    const pending = cache.pending(key, this.#after);
    if (pending === undefined) return { kind: 'missing', pending: cache.begin(key) };
    cache.counts.joined += 1;
    return { kind: 'awaited', outcome: pending.outcome };
  }

  /** Notes that something was used that another request has brought. */
  noteUsed(entry: CacheEntry): void {
    this.options.answer.noteEntry(entry);
  }

  /**
   * Keeps what a subgraph has answered.
   *
   * @param told The policy of the subgraph's reply; `null` when it says nothing.
   */
  keep(
    pending: PendingPiece,
    piece: Piece,
    {
      data,
      values,
      representation,
      told,
    }: {
      readonly data: unknown;
      readonly values: Readonly<Record<string, unknown>>;
      readonly representation: string;
      readonly told: CachePolicy | null;
    },
  ): void {
    const { cache, answer } = this.options;
    const policy = told === null ? piece.policy : stricter(piece.policy, told);
    answer.note(policy);
    // What turns out to be private was asked for under a key that all share.
    if (policy.maxAge === 0 || (policy.isPrivate && !piece.policy.isPrivate)) {
      cache.giveUp(pending);
      return;
    }
    const key = representation === '' ? null : (JSON.parse(representation) as Record<string, unknown>);
    cache.keep(pending, {
      text: JSON.stringify(data),
      tags: piece.tags.collect(values, key, data),
      freshUntil: pending.began + policy.maxAge * 1_000,
      maxAge: policy.maxAge,
      isPrivate: policy.isPrivate,
    });
  }

  giveUp(pending: PendingPiece): void {
    this.options.cache.giveUp(pending);
    this.noteUnkept();
  }
}

/** The lengths tell where each part ends, so that no value can be read as part of another. */
function keyOf(
  piece: Piece,
  vary: string,
  values: Readonly<Record<string, unknown>>,
  representation: string,
): string {
  let variables = '';
  for (const name of piece.variableNames) {
    const value = values[name];
    // A variable that was left out is not the same as null.
    variables += value === undefined ? '-,' : `${JSON.stringify(value)},`;
  }
  return `${piece.id}${vary.length},${variables.length}:${vary}${variables}${representation}`;
}
