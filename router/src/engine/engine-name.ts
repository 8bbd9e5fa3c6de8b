/** The engines there are. `apollo-gateway` is the reference: Apollo's own planner and executor. */
export const ENGINES = ['apollo-gateway'] as const;
export type EngineName = (typeof ENGINES)[number];
