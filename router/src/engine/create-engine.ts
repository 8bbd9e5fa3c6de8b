import { createApolloGatewayEngine } from './apollo-gateway-engine.js';
import type { EngineName } from './engine-name.js';
import type { Engine, EngineOptions } from './engine.js';

const FACTORIES: Readonly<Record<EngineName, (options: EngineOptions) => Engine>> = {
  'apollo-gateway': createApolloGatewayEngine,
};

/** Creates the engine of that name. */
export function createEngine(name: EngineName, options: EngineOptions): Engine {
  return FACTORIES[name](options);
}
