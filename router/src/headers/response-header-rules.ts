import type { HeaderOptions } from '../config/header-options.js';
import type { ReplyHeaders } from '../transport/subgraph-transport.js';
import { mostRestrictive } from './most-restrictive.js';

/** What of the headers of subgraphs' answers goes into the answer of one operation. */
export interface CollectedHeaders {
  /** Notes the headers of a reply. */
  add(headers: ReplyHeaders | undefined): void;
  /**
   * The headers of the answer, names and values in turn.
   * @param isWhole Whether nothing went wrong: what is not may not be kept by a cache.
   */
  merge(isWhole: boolean): readonly string[];
}

export interface ResponseHeaderRules {
  /** Lower-case names of the headers that a transport has to give. */
  readonly names: readonly string[];
  /** Whether answers hold cookies, which are for one client alone. */
  readonly propagatesCookies: boolean;
  /** Begins to collect for one execution. */
  collect(): CollectedHeaders;
}

/** @returns `undefined` where there are no rules. */
export function createResponseHeaderRules({ response }: HeaderOptions): ResponseHeaderRules | undefined {
  if (response.length === 0) return undefined;
  const rules = response.map(({ propagate }) => propagate);
  const names = [...new Set(rules.map(({ named }) => named))];

  return {
    names,
    propagatesCookies: names.includes('set-cookie'),
    collect() {
      const values = new Map<string, string[]>(names.map((name) => [name, []]));
      let replies = 0;
      let withCacheControl = 0;
      return {
        add(headers = []) {
          replies += 1;
          let hasCacheControl = false;
          for (const [name, value] of headers) {
            values.get(name)?.push(value);
            hasCacheControl ||= name === 'cache-control';
          }
          if (hasCacheControl) withCacheControl += 1;
        },
        merge(isWhole) {
          return rules.flatMap(({ named, algorithm }) => {
            const all = values.get(named) ?? [];
            switch (algorithm) {
              case 'first':
                return all.slice(0, 1).flatMap((value) => [named, value]);
              case 'last':
                return all.slice(-1).flatMap((value) => [named, value]);
              case 'append':
                return all.flatMap((value) => [named, value]);
              case 'mostRestrictive':
                // A reply that says nothing allows nothing.
                return isWhole && replies > 0 && withCacheControl === replies
                  ? [named, mostRestrictive(all)]
                  : [];
            }
          });
        },
      };
    },
  };
}
