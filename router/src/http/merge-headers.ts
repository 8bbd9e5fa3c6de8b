/**
 * Puts together the headers of several answers in one: of each name the last value counts (a limit's remainder), but all
 * cookies.
 *
 * @param lists Names and values in turn.
 */
export function mergeHeaders(lists: readonly (readonly string[])[]): readonly string[] {
  const cookies: string[] = [];
  const values = new Map<string, string>();
  for (const list of lists) {
    for (let index = 0; index + 1 < list.length; index += 2) {
      const name = (list[index] as string).toLowerCase();
      const value = list[index + 1] as string;
      if (name === 'set-cookie') cookies.push(name, value);
      else values.set(name, value);
    }
  }
  return [...[...values].flat(), ...cookies];
}
