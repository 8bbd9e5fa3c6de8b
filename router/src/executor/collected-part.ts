import type { Representations } from './collector-emitter.js';
import type { ReplyObject } from './execution-state.js';
import type { FetchPart } from './fetch-plan.js';

/** The objects of one part of a fetch, found before the request. */
export interface CollectedPart {
  readonly part: FetchPart;
  readonly representations: Representations;
  /** By target: the objects into which something is merged later. */
  readonly objects: readonly (readonly ReplyObject[])[];
}
