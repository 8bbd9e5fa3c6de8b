import type {
  SupergraphHookOptions,
  SupergraphHookResult,
  SupergraphGatewayOptions,
} from './supergraph-gateway-options.js';

export interface FollowOptions {
  /** Takes each later supergraph. */
  readonly update: (supergraphSdl: string) => Promise<void>;
  readonly onError: (error: unknown) => void;
}

export interface FollowedSupergraph {
  readonly supergraphSdl: string;
  readonly stop: () => Promise<void>;
}

/** Gets the first supergraph from whatever form the option has, and follows changes. */
export async function followSupergraph(
  option: SupergraphGatewayOptions['supergraphSdl'],
  { update, onError }: FollowOptions,
): Promise<FollowedSupergraph> {
  if (typeof option === 'string') return { supergraphSdl: option, stop: () => Promise.resolve() };
  const hookOptions: SupergraphHookOptions = { update: (sdl) => void update(sdl) };
  if (typeof option === 'function') return fromHook(await option(hookOptions));
  if ('initialize' in option) return fromHook(await option.initialize(hookOptions));
  const supergraphSdl = await option.start({ onUpdate: update, onError });
  return { supergraphSdl, stop: () => option.stop() };
}

function fromHook({ supergraphSdl, cleanup }: SupergraphHookResult): FollowedSupergraph {
  return { supergraphSdl, stop: async () => cleanup?.() };
}
