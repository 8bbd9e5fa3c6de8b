import type { SupergraphSource } from './supergraph-source.js';

/** A supergraph that never changes. */
export function createTextSource(sdl: string): SupergraphSource {
  return {
    start: () => Promise.resolve(sdl),
    stop: () => Promise.resolve(),
  };
}
