import { BadUserInputError } from '../errors/request-errors.js';

/** The most items that one page of any list holds. */
export const MAX_PAGE_SIZE = 100;
/** The page size when a query names none. */
export const DEFAULT_PAGE_SIZE = 20;

/** One page of a Relay connection, as asked for. */
export interface PageRequest {
  /** 1–{@link MAX_PAGE_SIZE} items. */
  readonly limit: number;
  readonly direction: 'forward' | 'backward';
  /** The cursor that the page starts after (forward) or ends before (backward). */
  readonly cursor: string | null;
}

export interface PageArguments {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly last?: number | null | undefined;
  readonly before?: string | null | undefined;
}

/**
 * Reads the four pagination arguments (https://relay.dev/graphql/connections.htm#sec-Arguments).
 * @throws {BadUserInputError} Thrown when sizes are out of 1–100 or both directions are mixed.
 */
export function pageRequest(args: PageArguments, defaultSize = DEFAULT_PAGE_SIZE): PageRequest {
  const { first, after, last, before } = args;
  if (first != null && last != null) throw new BadUserInputError('Give either "first" or "last", not both.');
  if (first != null && before != null) throw new BadUserInputError('"before" goes with "last".');
  if (last != null && after != null) throw new BadUserInputError('"after" goes with "first".');
  if (after != null && before != null)
    throw new BadUserInputError('Give either "after" or "before", not both.');
  const backward = last != null || before != null;
  const limit = (backward ? last : first) ?? defaultSize;
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_PAGE_SIZE) {
    throw new BadUserInputError(`"${backward ? 'last' : 'first'}" takes 1 to ${String(MAX_PAGE_SIZE)}.`);
  }
  return { limit, direction: backward ? 'backward' : 'forward', cursor: (backward ? before : after) ?? null };
}
