export { compareSales } from './compare-sales.js';
export type { Comparison, CompareSalesOptions } from './compare-sales.js';
export { replay } from './replay.js';
export type { Progress, ReplayOptions, ReplayResult } from './replay.js';
export type { ReplaySettings } from './replay-settings.js';
