import { StartError } from '../errors/start-error.js';
import type { RouterOptions } from '../router-options.js';
import type { CurrentSupergraphOptions } from './current-supergraph.js';
import { CurrentSupergraph } from './current-supergraph.js';

export interface FollowedSupergraph {
  readonly current: CurrentSupergraph;
  /** Changes are followed no more. */
  stop(): Promise<void>;
}

/**
 * Loads the supergraph and follows its changes.
 *
 * @throws {StartError} Thrown when there is no supergraph, or it is not valid.
 */
export async function followSupergraph(
  supergraph: RouterOptions['supergraph'],
  options: CurrentSupergraphOptions,
): Promise<FollowedSupergraph> {
  if (supergraph === undefined)
    throw new StartError('CONFIG_INVALID', 'The configuration is not valid:\n  - supergraph: it is missing');
  if (typeof supergraph === 'string')
    return { current: await CurrentSupergraph.create(supergraph, options), stop: () => Promise.resolve() };

  // A change may come while the first supergraph is still being loaded.
  const loaded = Promise.withResolvers<CurrentSupergraph>();
  loaded.promise.catch(() => undefined);
  const first = await supergraph.start({
    onUpdate: async (sdl) => (await loaded.promise).replace(sdl),
    onError: (error) => {
      const reason = error instanceof Error ? error.message : String(error);
      options.logger.error({ err: error }, `there is no new supergraph, the old one stays: ${reason}`);
    },
  });
  try {
    const current = await CurrentSupergraph.create(first, options);
    loaded.resolve(current);
    return { current, stop: () => supergraph.stop() };
  } catch (error) {
    loaded.reject(error);
    await supergraph.stop();
    throw error;
  }
}
