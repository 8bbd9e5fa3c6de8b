import type { GetDataSourceFunction, SupergraphSdlHook } from '@apollo/gateway';
import { StartError } from '../errors/start-error.js';
import { createFunctionSource } from '../supergraph/function-source.js';
import type { SupergraphSource } from '../supergraph/supergraph-source.js';
import { createTextSource } from '../supergraph/text-source.js';
import { checkSubgraphHealth } from './check-subgraph-health.js';
import type { SupergraphGatewayOptions } from './supergraph-gateway-options.js';

/**
 * A source of whatever form the option has.
 *
 * @param getDataSource What functions and managers ask subgraphs through, to introspect them or to check their health.
 * @throws {StartError} Thrown with `CONFIG_INVALID` when there is no such option.
 */
export function toSupergraphSource(
  option: SupergraphGatewayOptions['supergraphSdl'] | undefined,
  getDataSource: GetDataSourceFunction,
): SupergraphSource {
  if (option === undefined) {
    throw new StartError(
      'CONFIG_INVALID',
      'The option supergraphSdl is missing. No registry is asked by itself: give a text, a function, a manager or a source.',
    );
  }
  if (typeof option === 'string') return createTextSource(option);
  if (typeof option === 'function') return hookSource(option, getDataSource);
  if ('start' in option) return option;
  return hookSource((given) => option.initialize(given), getDataSource);
}

function hookSource(hook: SupergraphSdlHook, getDataSource: GetDataSourceFunction): SupergraphSource {
  let cleanUp: (() => Promise<void>) | undefined;
  const source = createFunctionSource({
    async load({ update }) {
      const { supergraphSdl, cleanup } = await hook({
        update,
        healthCheck: (sdl) => checkSubgraphHealth(sdl, getDataSource),
        getDataSource,
      });
      cleanUp = cleanup;
      if (typeof supergraphSdl === 'string') return supergraphSdl;
      throw new Error('supergraphSdl gave no text.');
    },
  });
  return {
    start: (listeners) => source.start(listeners),
    async stop() {
      await source.stop();
      await cleanUp?.();
    },
  };
}
