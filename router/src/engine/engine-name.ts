/**
 * The engines there are. `techally` is the router's own; `apollo-gateway` is the reference that it is compared with:
 * Apollo's own planner and executor.
 */
export const ENGINES = ['techally', 'apollo-gateway'] as const;
export type EngineName = (typeof ENGINES)[number];
