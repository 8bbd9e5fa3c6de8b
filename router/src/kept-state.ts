import { MutationClock } from './pipeline/mutation-clock.js';

/** What a router keeps through all changes of its configuration. */
export class KeptState {
  readonly mutationClock = new MutationClock();
}
