import type { RouterConfig } from '../config/router-config.js';
import type { EngineOptions } from '../engine/engine-options.js';
import { StartError } from '../errors/start-error.js';

/**
 * What the configuration says about query plans, which engines look after.
 *
 * @throws {StartError} Thrown when it limits plans that the router does not see.
 */
export function planOptions({
  engine,
  planLimits,
  demandControl,
}: RouterConfig): Pick<EngineOptions, 'planLimits' | 'subgraphCosts'> {
  const { mode, listSize, subgraphs } = demandControl;
  const names = Object.keys(subgraphs);
  if (engine !== 'techally') {
    refuse(engine, [
      ...Object.keys(planLimits).map((name) => `planLimits.${name}`),
      ...names.map((name) => `demandControl.subgraphs.${name}`),
    ]);
  }
  const maxCosts = new Map(Object.entries(subgraphs).map(([name, { maxCost }]) => [name, maxCost]));
  return { planLimits, subgraphCosts: mode === 'enforce' ? { maxCosts, listSize } : undefined };
}

function refuse(engine: RouterConfig['engine'], limits: readonly string[]): void {
  if (limits.length === 0) return;
  const lines = limits.map((limit) => `  - ${limit}: the engine ${engine} keeps its plans to itself`);
  throw new StartError('CONFIG_INVALID', ['The configuration is not valid:', ...lines].join('\n'));
}
