import { createFileSource } from '../supergraph/file-source.js';
import type { SupergraphSource } from '../supergraph/supergraph-source.js';
import { createUrlSource } from '../supergraph/url-source.js';

export interface SupergraphFlag {
  /** The file or URL. */
  readonly supergraph: string;
  /** Whether changes of it are followed. */
  readonly watch: boolean;
}

export interface FlaggedSource extends SupergraphSource {
  /** The text that the router started with; empty before the start. */
  readonly first: string;
}

/** Where `--supergraph` says that the supergraph comes from. */
export function supergraphSource({ supergraph, watch }: SupergraphFlag): FlaggedSource {
  const source = /^https?:\/\//i.test(supergraph)
    ? createUrlSource({ url: supergraph })
    : createFileSource({ path: supergraph });
  let first = '';
  return {
    get first() {
      return first;
    },
    async start(listeners) {
      first = await source.start(listeners);
      if (!watch) await source.stop();
      return first;
    },
    stop: () => source.stop(),
  };
}
