import { createApolloGatewayEngine } from './apollo-gateway-engine.js';
import type { EngineName } from './engine-name.js';
import type { Engine, EngineOptions } from './engine.js';

/** Creates the engine of that name. */
export function createEngine(name: EngineName, options: EngineOptions): Engine {
  switch (name) {
    case 'apollo-gateway':
      return createApolloGatewayEngine(options);
  }
}
