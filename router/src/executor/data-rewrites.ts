import { readProperty } from '../codegen/property-access.js';
import type { DataRewrite, RewriteSegment } from '../planner/query-plan.js';
import { isOfType } from './is-of-type.js';

type PossibleTypes = (typeName: string) => ReadonlySet<string>;

/** Changes objects of replies, or representations, in place as a plan's rewrites say. */
export function applyRewrites(
  value: unknown,
  rewrites: readonly DataRewrite[],
  possibleTypes: PossibleTypes,
): void {
  for (const rewrite of rewrites) rewriteAt(value, { rewrite, segments: rewrite.path, possibleTypes });
}

interface Place {
  readonly rewrite: DataRewrite;
  readonly segments: readonly RewriteSegment[];
  readonly possibleTypes: PossibleTypes;
}

function rewriteAt(value: unknown, { rewrite, segments, possibleTypes }: Place): void {
  if (Array.isArray(value)) {
    for (const item of value) rewriteAt(item, { rewrite, segments, possibleTypes });
    return;
  }
  const [segment, ...rest] = segments;
  if (segment === undefined || typeof value !== 'object' || value === null) return;
  const object = value as Record<string, unknown>;
  if (segment.kind === 'type') {
    if (isOfType(object['__typename'], segment.types, possibleTypes)) {
      rewriteAt(object, { rewrite, segments: rest, possibleTypes });
    }
    return;
  }
  if (rest.length > 0) {
    rewriteAt(readProperty(object, segment.name), { rewrite, segments: rest, possibleTypes });
  } else if (rewrite.kind === 'setValue') {
    object[segment.name] = rewrite.value;
  } else if (Object.hasOwn(object, segment.name)) {
    object[rewrite.name] = object[segment.name];
    // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- the key is renamed
    delete object[segment.name];
  }
}
