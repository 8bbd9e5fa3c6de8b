import type { SuperstoreLine } from './superstore-lines.js';

/** Lines of one key, in the table's order: never empty. */
export type LineGroup = readonly [SuperstoreLine, ...SuperstoreLine[]];

/** Groups lines by a key; groups come in order of their first line. */
export function groupLines(
  lines: readonly SuperstoreLine[],
  keyOf: (line: SuperstoreLine) => string,
): ReadonlyMap<string, LineGroup> {
  const groups = new Map<string, [SuperstoreLine, ...SuperstoreLine[]]>();
  for (const line of lines) {
    const key = keyOf(line);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [line]);
    else group.push(line);
  }
  return groups;
}
