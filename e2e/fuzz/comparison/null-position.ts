/**
 * Where an error at a path shows in the data: the path up to the null that it caused, as JSON; `undefined` when the data
 * has a value at the path, so that the error explains nothing.
 */
export function nullPosition(data: unknown, path: readonly (string | number)[]): string | undefined {
  let value = data;
  for (const [index, key] of path.entries()) {
    if (value === null || value === undefined) return JSON.stringify(path.slice(0, index));
    value = Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
  }
  return value === null ? JSON.stringify(path) : undefined;
}
