/**
 * A configuration without one option.
 * @param option Such as `a.b`, `a[].b` (of all items) or `a.<name>.b` (of all names).
 */
export function withoutOption(config: unknown, option: string): unknown {
  return remove(config, option.replaceAll('[]', '.[]').split('.'));
}

function remove(value: unknown, [key, ...rest]: readonly string[]): unknown {
  if (key === undefined || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return key === '[]' ? value.map((item) => remove(item, rest)) : value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, item]): [string, unknown][] => {
      if (name !== key && key !== '<name>') return [[name, item]];
      return rest.length === 0 ? [] : [[name, remove(item, rest)]];
    }),
  );
}
