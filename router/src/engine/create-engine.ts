import type { EngineName } from './engine-name.js';
import type { EngineOptions } from './engine-options.js';
import type { Engine } from './engine.js';

type EngineFactory = (options: EngineOptions) => Promise<Engine>;

/** Loaded when they are asked for, so that no engine costs memory that is not used. */
const FACTORIES: Readonly<Record<EngineName, () => Promise<EngineFactory>>> = {
  techally: async () => (await import('./techally-engine.js')).createTechallyEngine,
  'apollo-gateway': async () => (await import('./apollo-gateway-engine.js')).createApolloGatewayEngine,
};

/**
 * Creates the engine of that name.
 *
 * @throws {StartError} Thrown with `SUPERGRAPH_INVALID` when the supergraph is none.
 */
export async function createEngine(name: EngineName, options: EngineOptions): Promise<Engine> {
  const create = await FACTORIES[name]();
  return create(options);
}
