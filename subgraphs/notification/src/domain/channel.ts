/** The ways to a customer. `IN_APP` is read in the shop itself and sent nowhere. */
export const CHANNELS = ['EMAIL', 'SMS', 'PUSH', 'IN_APP'] as const;
export type Channel = (typeof CHANNELS)[number];
